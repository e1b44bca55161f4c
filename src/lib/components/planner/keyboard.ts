/** Arrows walk the seats (`[data-seat]` with `data-table`): up and down at a table and on to the next, left and right to the neighbour. */
export function walk(root: HTMLElement, event: KeyboardEvent): void {
	const from = document.activeElement;
	const seats = [...root.querySelectorAll<HTMLElement>('[data-seat]:not(:disabled)')];
	const at = seats.indexOf(from as HTMLElement);
	if (at < 0) return;
	const to = target(seats, at, event.key);
	if (!to) return;
	event.preventDefault();
	to.focus();
}

function target(seats: HTMLElement[], at: number, key: string): HTMLElement | undefined {
	if (key === 'ArrowDown') return seats[at + 1];
	if (key === 'ArrowUp') return seats[at - 1];
	if (key === 'Home') return seats[0];
	if (key === 'End') return seats.at(-1);
	const aside = { ArrowRight: 1, ArrowLeft: -1 }[key];
	return aside ? neighbour(seats, seats[at]!, aside) : undefined;
}

/** The same row at the table beside, or its last. */
function neighbour(seats: HTMLElement[], from: HTMLElement, aside: number) {
	const table = Number(from.dataset.table);
	const row = seats.filter((seat) => Number(seat.dataset.table) === table).indexOf(from);
	const there = seats.filter((seat) => Number(seat.dataset.table) === table + aside);
	return there[row] ?? there.at(-1);
}
