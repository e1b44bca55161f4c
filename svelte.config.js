import adapter from '@sveltejs/adapter-node';

/**
 * SvelteKit's announcer (the element that tells screen readers of a page change) carries one fixed
 * style attribute. This is its hash; a journey listens for violations, so that an upgrade that
 * changes it is noticed.
 */
const ANNOUNCER = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ precompress: true }),
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['none'],
				'object-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self'],
				'style-src-attr': ['unsafe-hashes', ANNOUNCER],
				'font-src': ['self'],
				'img-src': ['self', 'data:', 'blob:'],
				'connect-src': ['self'],
				'worker-src': ['self'],
				'manifest-src': ['self'],
				'form-action': ['self'],
				'base-uri': ['none'],
				'frame-ancestors': ['none']
			}
		},
		// The service worker is registered by the tablet's page alone, and only where https allows it.
		serviceWorker: { register: false },
		typescript: {
			config: (config) => {
				config.include.push(
					'../scripts/**/*.ts',
					'../*.config.ts',
					'../*.config.js',
					'../server.js'
				);
			}
		}
	}
};
