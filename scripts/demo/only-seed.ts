/**
 * Seeds the folder in DATA_DIR (which must be empty) and prints what opens it:
 * `DATA_DIR=/somewhere npx node scripts/demo/only-seed.ts`. Start the app afterwards with DEMO=1.
 */
import { openApp } from '../../src/lib/server/app.ts';
import { readConfiguration } from '../../src/lib/server/configuration.ts';
import { seed } from './seed.ts';

const app = await openApp(readConfiguration({ ...process.env, LOG_LEVEL: 'warn' }));
const demo = await seed(app);
await app.close();

const { owner, facilitator, minuteTaker, steering, today, earlier, links } = demo;
console.log(
	JSON.stringify(
		{
			school: demo.schoolId,
			municipality: demo.municipalityId,
			conference: today.id,
			joinCode: today.joinCode,
			earlier: earlier.id,
			measures: Object.fromEntries(demo.measures),
			links,
			signIn: [owner, facilitator, minuteTaker, ...steering].map(
				({ name, login, password, token }) => ({
					name,
					login,
					password,
					cookie: `rundebord=${token}`,
					link: `/demo/${token}`
				})
			)
		},
		null,
		2
	)
);
