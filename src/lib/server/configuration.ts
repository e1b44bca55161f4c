import { resolve } from 'node:path';
import { z } from 'zod';

/** A variable that may be missing; an empty one is as good as none. */
const optional = <T extends z.ZodType>(schema: T) =>
	z.preprocess((text) => (text === '' ? undefined : text), schema.optional());

const Environment = z.object({
	DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//)),
	REDIS_URL: optional(z.string().regex(/^rediss?:\/\//)),
	DATA_DIR: z.string().default('./data'),
	ORIGIN: optional(z.url()),
	SECRET: optional(z.string().min(32)),
	METRICS_TOKEN: optional(z.string().min(16)),
	DEMO: z.string().optional(),
	LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
	MIGRATIONS_DIR: z.string().default('./drizzle')
});

/**
 * What the house needs to know before it opens, read from the environment once.
 * `databaseUrl` null means PGlite in `dataDir`; `redisUrl` null means one process alone.
 */
export type Configuration = {
	databaseUrl: string | null;
	redisUrl: string | null;
	dataDir: string;
	origin: string | null;
	secret: string | null;
	/** Who shows this may read the metrics; without one, only who asks from the machine itself. */
	metricsToken?: string | null;
	demo: boolean;
	logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
	migrationsDir: string;
};

/** Reads the environment; throws an error that names the variable and what it should be. */
export function readConfiguration(env: Record<string, string | undefined>): Configuration {
	const read = Environment.safeParse(env);
	if (!read.success)
		throw new Error(
			read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
		);
	const { data } = read;
	return {
		databaseUrl: data.DATABASE_URL ?? null,
		redisUrl: data.REDIS_URL ?? null,
		dataDir: resolve(data.DATA_DIR),
		origin: data.ORIGIN ?? null,
		secret: data.SECRET ?? null,
		metricsToken: data.METRICS_TOKEN ?? null,
		demo: data.DEMO === '1',
		logLevel: data.LOG_LEVEL,
		migrationsDir: resolve(data.MIGRATIONS_DIR)
	};
}
