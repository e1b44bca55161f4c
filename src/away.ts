import type { RequestEvent } from '@sveltejs/kit';
import type { Language } from '#lib/domain/language.ts';
import { inLanguage } from '#lib/server/language.ts';
import { m } from '#lib/paraglide/messages.js';

const CODE = 'database-away';
/** A form's answer in SvelteKit's own form: `{ refusal: { code, details: {} } }`. */
const REFUSED = '[{"refusal":1},{"code":2,"details":3},"not-answered",{}]';

/**
 * What anybody is answered while the database is away: 503, in the shape that was asked for.
 * A page says so in words and can be tried again; a form that was sent from a page keeps what
 * was typed, since the page stands and only gets a refusal.
 */
export function awayAnswer(event: RequestEvent, lang: Language): Response {
	const wants = event.request.headers.get('accept') ?? '';
	if (event.request.headers.get('x-sveltekit-action'))
		return answer(JSON.stringify({ type: 'failure', status: 503, data: REFUSED }), 'json');
	if (event.isDataRequest || !wants.includes('text/html'))
		return answer(JSON.stringify({ message: CODE, code: CODE }), 'json');
	return answer(
		inLanguage(lang, () => {
			const said = { title: m.account_away_title(), words: m.account_away_words() };
			return page(lang, { ...said, sent: event.request.method !== 'GET' });
		}),
		'html'
	);
}

/** What a browser shows in place of any page while it cannot reach the server; it looks again by itself. */
export function unreachable(lang: Language): Response {
	const said = { title: m.account_unreachable_title(), words: m.account_unreachable_words() };
	return answer(page(lang, { ...said, sent: false }), 'html', 200);
}

function answer(body: string, kind: 'html' | 'json', status = 503): Response {
	const type = kind === 'html' ? 'text/html; charset=utf-8' : 'application/json';
	const headers = {
		'content-type': type,
		'retry-after': '5',
		'cache-control': 'no-store',
		'content-security-policy':
			"default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
	};
	return new Response(body, { status, headers });
}

type Said = { title: string; words: string; sent: boolean };

/** Whole in itself: it must stand when little else does. Where nothing was sent it comes again by itself. */
function page(lang: Language, { title, words, sent }: Said): string {
	const again = sent ? '' : '<script src="/away.js" defer></script>';
	const back = sent ? `<p>${plain(m.account_away_sent())}</p>` : '';
	const way = sent ? '' : `<p><a href="">${plain(m.account_try_again())}</a></p>`;
	return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${again}
<title>${plain(title)} – Rundebord</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/plain.css">
</head>
<body><main>
<img src="/favicon.svg" alt="" width="72" height="72">
<h1>${plain(title)}</h1>
<p>${plain(words)}</p>
${back}${way}
</main></body>
</html>
`;
}

const plain = (text: string): string =>
	text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
