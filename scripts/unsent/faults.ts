import type { CDPSession, Page } from '@playwright/test';
import type { Fault } from './plan.ts';

/** What breaks a page's storage from the inside, as text that a page runs. */
const BREAKS: Partial<Record<Fault, string>> = {
	'idb-throws': `IDBFactory.prototype.open = () => { throw new DOMException('broken', 'UnknownError'); };`,
	// A request that is never answered, as Safari has had them.
	'idb-hangs': `{
		const open = IDBFactory.prototype.open;
		const never = (event) => event.stopImmediatePropagation();
		IDBFactory.prototype.open = function () {
			const request = open.call(this, 'never answered');
			for (const name of ['success', 'error', 'blocked', 'upgradeneeded'])
				request.addEventListener(name, never);
			return request;
		};
	}`,
	'idb-full': `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
	'local-full': `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
	'local-forbidden': `Object.defineProperty(window, 'localStorage', {
		get() { throw new DOMException('forbidden', 'SecurityError'); }
	});`
};
BREAKS['both-refuse'] = `${BREAKS['idb-full']}${BREAKS['local-full']}`;

const DELETES = `indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => new Promise((gone) => {
	const request = indexedDB.deleteDatabase(name);
	request.onsuccess = request.onerror = request.onblocked = gone;
})))).then(() => true)`;

/** Breaks the storage of a page that is open, and of what it loads from now on; returns the way back. */
export async function strike(
	fault: Fault,
	page: Page,
	cdp: CDPSession
): Promise<() => Promise<void>> {
	if (fault === 'idb-deleted') await page.evaluate(DELETES);
	if (fault === 'local-cleared') await page.evaluate('localStorage.clear()');
	if (fault === 'both-wiped') await page.evaluate(`localStorage.clear(); ${DELETES}`);
	if (!BREAKS[fault]) return async () => undefined;
	const source = `${BREAKS[fault]}; globalThis.brokenBy = '${fault}';`;
	const { identifier } = await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source });
	if (page.url() !== 'about:blank') await page.evaluate(source);
	return async () =>
		void (await cdp.send('Page.removeScriptToEvaluateOnNewDocument', { identifier }));
}

/** Whether a page is broken as it should be. */
export async function bites(fault: Fault, page: Page): Promise<boolean> {
	if (!BREAKS[fault]) return true;
	return (await page.evaluate('globalThis.brokenBy')) === fault;
}
