/**
 * Says at once, and in words, when another Node than the one this project brings along is running.
 * Plain JavaScript, because an older Node cannot read the TypeScript that comes after it.
 */
const major = Number(process.versions.node.split('.')[0]);

if (major !== 24) {
	console.error(
		`Rundebord runs on Node 24, and this is Node ${process.versions.node}. ` +
			'npm ci brings the right one along: start through npm (npm start, npm test, npm run …).'
	);
	process.exit(1);
}
