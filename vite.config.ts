import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { defineConfig, type Plugin, type ViteDevServer } from 'vite';

const http = Symbol.for('rundebord.http');
const lend = Symbol.for('rundebord.lend');

/**
 * Lends the app a server for its sockets, as server.js does in production. It is not Vite's own:
 * closing the sockets closes what they were lent, so each hot reload is lent a new one, and Vite
 * passes on to the latest what is meant for it.
 */
function lendServer(vite: ViteDevServer): void {
	let lent: Server | null = null;
	const isForSockets = (request: IncomingMessage) => request.url?.startsWith('/socket.io/');
	Object.defineProperty(globalThis, http, {
		configurable: true,
		get: () => (lent = createServer())
	});
	vite.httpServer?.on('upgrade', (request, socket, head) => {
		if (isForSockets(request)) lent?.emit('upgrade', request, socket, head);
	});
	vite.middlewares.use((request, response, next) => {
		if (lent && isForSockets(request)) lent.emit('request', request, response);
		else next();
	});
}

const development: Plugin = {
	name: 'rundebord-development',
	apply: 'serve',
	configureServer(vite) {
		const envFile = process.env.ENV_FILE ?? '.env';
		if (existsSync(envFile)) process.loadEnvFile(envFile);
		lendServer(vite);
		// After Vite itself has started anew, the app is open already.
		const shared = globalThis as unknown as Record<symbol, (server: unknown) => void>;
		shared[lend]?.(shared[http]);
	}
};

export default defineConfig({
	plugins: [
		development,
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['baseLocale'],
			emitReadme: false
		}),
		sveltekit()
	],
	worker: { format: 'es' },
	// The built-in database writes here all the time, and no page is made from it.
	server: { watch: { ignored: ['./data/**', './build/**', './test-results/**'] } },
	// How long each plugin took interests nobody who starts the app.
	build: { rolldownOptions: { checks: { pluginTimings: false } } }
});
