/** What every page knows: who reads, and whether this is the demo. */
export const load = ({ locals }) => ({
	account: locals.who.account,
	lang: locals.lang,
	demo: locals.house.configuration.demo
});
