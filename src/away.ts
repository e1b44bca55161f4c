import type { RequestEvent } from '@sveltejs/kit';
import type { Language } from '#lib/domain/language.ts';
import { inLanguage } from '#lib/server/language.ts';
import { m } from '#lib/paraglide/messages.js';

const CODE = 'database-away';
/** A form's answer in SvelteKit's own form: `{ refusal: { code, details: {} } }`. */
const REFUSED = `[{"refusal":1},{"code":2,"details":3},"${CODE}",{}]`;

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
		inLanguage(lang, () => page(lang, event.request.method !== 'GET')),
		'html'
	);
}

function answer(body: string, kind: 'html' | 'json'): Response {
	const type = kind === 'html' ? 'text/html; charset=utf-8' : 'application/json';
	const headers = {
		'content-type': type,
		'retry-after': '5',
		'cache-control': 'no-store',
		'content-security-policy':
			"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
	};
	return new Response(body, { status: 503, headers });
}

/** Whole and without a script: it must stand when little else does. */
function page(lang: Language, sent: boolean): string {
	const back = sent ? `<p>${plain(m.account_away_sent())}</p>` : '';
	const again = sent ? '' : `<p><a href="">${plain(m.account_try_again())}</a></p>`;
	return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plain(m.account_away_title())} – Rundebord</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/plain.css">
</head>
<body><main>
<img src="/favicon.svg" alt="" width="72" height="72">
<h1>${plain(m.account_away_title())}</h1>
<p>${plain(m.account_away_words())}</p>
${back}${again}
</main></body>
</html>
`;
}

const plain = (text: string): string =>
	text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
