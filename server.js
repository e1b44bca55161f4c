/**
 * The production server: the built app and its sockets in one process, on one port.
 *
 * Where the app's `init()` and this file meet, whichever comes first:
 *   Symbol.for('rundebord.http')   the HTTP server, put here
 *   Symbol.for('rundebord.lend')   a function of the app's that takes the HTTP server
 *   Symbol.for('rundebord.close')  a function of the app's that closes sockets, then the database
 */
import './scripts/node-24.js';
import { existsSync } from 'node:fs';

const PLAIN = 'x-rundebord-protocol'; // a request header that nobody outside can set: see below
const PATIENCE = 4_000; // ms that requests under way get to finish after a stop signal

const envFile = process.env.ENV_FILE ?? '.env';
if (existsSync(envFile)) process.loadEnvFile(envFile);

// Staff lists come as spreadsheets, and some are large.
process.env.BODY_SIZE_LIMIT ||= '5M';

// The adapter takes every request for https unless it is told its address. A school's network is
// often plain http, under whatever name or number the reader typed, so without ORIGIN the protocol
// is read from a header, and that header is overwritten here on every request.
const plainHttp = !process.env.ORIGIN && !process.env.PROTOCOL_HEADER;
if (plainHttp) process.env.PROTOCOL_HEADER = PLAIN;

/**
 * What every answer carries: pages, built files, sockets that poll, and errors alike. Pages bring a
 * stricter policy of their own, which takes the place of this one.
 */
const ALWAYS = {
	'content-security-policy':
		"default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	// A year. Only where the one address that readers use is https: elsewhere it would lock them out.
	...(process.env.ORIGIN?.startsWith('https://') && {
		'strict-transport-security': 'max-age=31536000; includeSubDomains'
	})
};

const { server } = await import('./build/index.js');
const http = server.server;

globalThis[Symbol.for('rundebord.http')] = http;
globalThis[Symbol.for('rundebord.lend')]?.(http);

// After the sockets have taken their place before the app, so that this comes before both.
http.prependListener('request', (request, answer) => {
	if (plainHttp) request.headers[PLAIN] = 'http';
	for (const [name, value] of Object.entries(ALWAYS)) answer.setHeader(name, value);
});

const pause = (ms) => new Promise((next) => setTimeout(next, ms));
let stopping = false;

/** Sockets first (an open websocket keeps an HTTP server open for ever), then what remains. */
async function stop() {
	if (stopping) process.exit(1);
	stopping = true;
	setTimeout(() => http.closeAllConnections(), PATIENCE).unref();
	setTimeout(() => process.exit(1), 3 * PATIENCE).unref();
	// A database that is away just now cannot be said goodbye to; what was acknowledged is in it.
	await Promise.race([globalThis[Symbol.for('rundebord.close')]?.(), pause(2 * PATIENCE)]);
	http.closeIdleConnections();
	http.close(() => process.exit(0));
}

for (const signal of ['SIGTERM', 'SIGINT']) {
	// The adapter's own listener closes HTTP before the sockets and would wait for them.
	process.removeAllListeners(signal);
	process.on(signal, stop);
}
