import { defineConfig } from 'drizzle-kit';

/** `npm run migration` writes the next file in drizzle/; the app applies them when it starts. */
export default defineConfig({
	dialect: 'postgresql',
	schema: './src/lib/server/store/schema.ts',
	out: './drizzle'
});
