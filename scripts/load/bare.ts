/**
 * The least that any such server must do, to compare with: it acknowledges and emits to everybody (`echo`), or does so
 * after a commit with a number under a row lock (`commit`). Started by the load run; prints its port.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Server } from 'socket.io';

const [mode, url] = process.argv.slice(2);
const pool = mode === 'commit' ? new pg.Pool({ connectionString: url, max: 10 }) : null;
await pool?.query('create table if not exists bare_room (id int primary key, seq int not null)');
await pool?.query('create table if not exists bare_act (id text primary key, seq int, body jsonb)');
await pool?.query('insert into bare_room values (1, 0) on conflict do nothing');

const http = createServer();
const io = new Server(http, { serveClient: false, maxHttpBufferSize: 65_536 });
let number = 0;

type Act = { id: string };
type Answer = (answer: { ok: true; seq: number; epoch: string }) => void;

io.on('connection', (socket) => {
	socket.on('enter', (frame: { room: string }, reply: (answer: unknown) => void) => {
		const snapshot = { ...frame, epoch: 'bare', number, things: [], now: Date.now() };
		reply({ ok: true, snapshot });
	});
	socket.on('act', (act: Act, reply: Answer) => {
		void keep(act).then((seq) => {
			io.emit('facts', { room: 'bare', epoch: 'bare', from: seq - 1, to: seq, facts: [act] });
			reply({ ok: true, seq, epoch: 'bare' });
		});
	});
});

async function keep(act: Act): Promise<number> {
	if (!pool) return ++number;
	const client = await pool.connect();
	try {
		await client.query('begin');
		const { rows } = await client.query<{ seq: number }>(
			'update bare_room set seq = seq + 1 where id = 1 returning seq'
		);
		const seq = rows[0]!.seq;
		await client.query('insert into bare_act values ($1, $2, $3)', [act.id, seq, act]);
		await client.query('commit');
		return (number = seq);
	} finally {
		client.release();
	}
}

http.listen(0, '127.0.0.1', () => console.log(`port ${(http.address() as AddressInfo).port}`));
