/** `npm start`: builds when there is no build or it is older than its sources, then serves. */
import * as build from './build.ts';

build.ensure();
process.env.NODE_ENV ??= 'production';
await import('../server.js');
