// Of src/away.ts: the page comes by itself when the server can be reached again.
const LOOK_EVERY = 2_000;

async function look() {
	const answer = await fetch('/health/ready', { cache: 'no-store' }).catch(() => null);
	if (answer?.ok) location.reload();
	else setTimeout(look, LOOK_EVERY);
}

setTimeout(look, LOOK_EVERY);
