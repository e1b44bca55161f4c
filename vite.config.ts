import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/** Where the web server and the app's `init()` meet; server.js does the same in production. */
const shared = globalThis as unknown as Record<
	symbol,
	((server: unknown) => void) | object | null | undefined
>;

/** Lends Vite's HTTP server to the app, so that sockets share its port while developing. */
const lendTheServer: Plugin = {
	name: 'rundebord-lend-the-server',
	apply: 'serve',
	configureServer(vite) {
		shared[Symbol.for('rundebord.http')] = vite.httpServer;
		const lend = shared[Symbol.for('rundebord.lend')];
		if (typeof lend === 'function' && vite.httpServer) lend(vite.httpServer);
	}
};

export default defineConfig({
	plugins: [
		lendTheServer,
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['baseLocale'],
			emitReadme: false
		}),
		sveltekit()
	],
	worker: { format: 'es' },
	// How long each plugin took interests nobody who starts the app.
	build: { rolldownOptions: { checks: { pluginTimings: false } } }
});
