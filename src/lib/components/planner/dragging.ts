import type { Dragged, Over } from './hand.svelte.ts';

/**
 * Dragging people between tables with one kind of pointer events for mouse, pen and finger.
 * A mouse drags once it has moved; a finger presses and holds a moment first, so that a quick
 * stroke still scrolls the page. `[data-person]` can be dragged, and dropped on; `[data-drop]`
 * is a table.
 */
export type Dragging = {
	/** Whether anybody may be dragged now. */
	may: () => boolean;
	/** Where it is now; null: it was let go of, or given up. */
	onmove: (dragged: Dragged | null) => void;
	ondrop: (id: string, over: Over) => void;
};

const HOLD = 220; // ms a finger rests before it lifts somebody
const STILL = 9; // px that a resting finger may tremble
const AWAY = 5; // px that a mouse moves before it drags
const EDGE = 72; // px from the window's edge within which the page scrolls along
const PACE = 9; // px a frame that it scrolls

type Press = { id: string; pointer: number; byTouch: boolean; x: number; y: number };

/** Listens on a container of people and tables. An attachment: gives back how to stop. */
export function dragging({ may, onmove, ondrop }: Dragging) {
	return (root: HTMLElement): (() => void) => {
		let press: Press | null = null;
		let lifted = false;
		let at = { x: 0, y: 0 };
		let hold = 0;
		let frame = 0;

		const told = (): Dragged => ({ id: press!.id, ...at, over: under(at.x, at.y, press!.id) });

		function lift(): void {
			if (!press || !may()) return end();
			lifted = true;
			navigator.vibrate?.(10);
			onmove(told());
			frame = requestAnimationFrame(scrollAlong);
		}
		function end(): void {
			clearTimeout(hold);
			cancelAnimationFrame(frame);
			if (lifted) onmove(null);
			press = null;
			lifted = false;
		}
		/** The page follows a finger that waits at its edge. */
		function scrollAlong(): void {
			const { innerHeight } = window;
			const step = at.y < EDGE ? -PACE : at.y > innerHeight - EDGE ? PACE : 0;
			if (step !== 0) {
				window.scrollBy(0, step);
				onmove(told());
			}
			frame = requestAnimationFrame(scrollAlong);
		}

		function down(event: PointerEvent): void {
			const person = (event.target as Element).closest<HTMLElement>('[data-person]');
			if (!person || !event.isPrimary || event.button !== 0 || !may()) return;
			end();
			at = { x: event.clientX, y: event.clientY };
			const byTouch = event.pointerType !== 'mouse';
			press = { id: person.dataset.person!, pointer: event.pointerId, byTouch, ...at };
			if (byTouch) hold = window.setTimeout(lift, HOLD);
		}
		function move(event: PointerEvent): void {
			if (event.pointerId !== press?.pointer) return;
			at = { x: event.clientX, y: event.clientY };
			if (lifted) return onmove(told());
			const far = Math.hypot(at.x - press.x, at.y - press.y);
			if (press.byTouch && far > STILL) end();
			else if (!press.byTouch && far > AWAY) lift();
		}
		function up(event: PointerEvent): void {
			if (event.pointerId !== press?.pointer) return;
			const { id } = press;
			const over = lifted ? under(event.clientX, event.clientY, id) : null;
			if (lifted) swallowClick();
			end();
			if (over) ondrop(id, over);
		}
		function cancel(event: PointerEvent): void {
			if (event.pointerId === press?.pointer) end();
		}
		/** Once somebody is lifted the finger no longer scrolls. */
		function touch(event: TouchEvent): void {
			if (lifted && event.cancelable) event.preventDefault();
		}
		/** A long press lifts; it opens no menu. */
		function menu(event: Event): void {
			if (press?.byTouch) event.preventDefault();
		}
		function key(event: KeyboardEvent): void {
			if (lifted && event.key === 'Escape') {
				event.stopPropagation();
				end();
			}
		}

		root.addEventListener('pointerdown', down);
		root.addEventListener('contextmenu', menu);
		root.addEventListener('touchmove', touch, { passive: false });
		window.addEventListener('pointermove', move);
		window.addEventListener('pointerup', up);
		window.addEventListener('pointercancel', cancel);
		window.addEventListener('keydown', key, true);
		return () => {
			end();
			root.removeEventListener('pointerdown', down);
			root.removeEventListener('contextmenu', menu);
			root.removeEventListener('touchmove', touch);
			window.removeEventListener('pointermove', move);
			window.removeEventListener('pointerup', up);
			window.removeEventListener('pointercancel', cancel);
			window.removeEventListener('keydown', key, true);
		};
	};
}

/** The person or table under a point; null: nothing that somebody can be dropped on. */
function under(x: number, y: number, dragged: string): Over | null {
	const hit = document.elementFromPoint(x, y);
	const table = hit?.closest<HTMLElement>('[data-drop]');
	if (!table) return null;
	const id = hit?.closest<HTMLElement>('[data-person]')?.dataset.person ?? null;
	return { id: id === dragged ? null : id, table: Number(table.dataset.drop) };
}

/** The click that follows a drop is not a press. */
function swallowClick(): void {
	const stop = (event: Event): void => {
		event.stopPropagation();
		event.preventDefault();
	};
	window.addEventListener('click', stop, { capture: true, once: true });
	setTimeout(() => window.removeEventListener('click', stop, true), 0);
}
