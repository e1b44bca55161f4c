/** Keeps this screen from falling asleep while the page is shown, where the browser can (https only). Gives the way to stop. */
export function stayAwake(): () => void {
	let held: WakeLockSentinel | null = null;
	let over = false;
	const take = async () => {
		if (over || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		held = await navigator.wakeLock.request('screen').catch(() => null);
		if (over) void held?.release();
	};
	void take();
	document.addEventListener('visibilitychange', take);
	return () => {
		over = true;
		document.removeEventListener('visibilitychange', take);
		void held?.release();
	};
}
