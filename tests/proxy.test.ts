import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { proxy, type Proxy } from './support/proxy.ts';

// The bad weather of the journeys is itself put to the test: a proxy that lost nothing would prove nothing.

let echo: Server;
let wire: Proxy;
const open: Socket[] = [];

beforeEach(async () => {
	echo = createServer((socket) => socket.on('error', () => {}).pipe(socket));
	await once(echo.listen(0, '127.0.0.1'), 'listening');
	wire = await proxy((echo.address() as AddressInfo).port);
});

afterEach(async () => {
	for (const socket of open.splice(0)) socket.destroy();
	await wire.close();
	echo.close();
});

function dial(): Socket {
	const socket = connect(wire.port, '127.0.0.1');
	open.push(socket);
	socket.on('error', () => {});
	return socket;
}

async function call(): Promise<Socket> {
	const socket = dial();
	await once(socket, 'connect');
	return socket;
}

async function says(socket: Socket, text: string): Promise<string> {
	socket.write(text);
	const [answer] = await once(socket, 'data');
	return String(answer);
}

const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

test('in fine weather what is sent comes back', async () => {
	expect(await says(await call(), 'hei')).toBe('hei');
});

test('with lag everything still comes back, in its order', async () => {
	const socket = await call();
	wire.lag(20);
	let heard = '';
	socket.on('data', (data) => (heard += data));
	for (const letter of 'abc') await new Promise((sent) => socket.write(letter, sent));
	while (heard.length < 3) await once(socket, 'data');
	expect(heard).toBe('abc');
});

test('a cut wire breaks the call and refuses the next, until it is healed', async () => {
	const before = await call();
	await says(before, 'hei');
	const broken = closed(before);
	wire.cut();
	await broken;
	await closed(dial());
	wire.heal();
	expect(await says(await call(), 'igjen')).toBe('igjen');
});

test('a black hole swallows in silence, and a call that lost something breaks when it is over', async () => {
	const losing = await call();
	const idle = await call();
	await says(losing, 'før');
	await says(idle, 'før');
	const heard: string[] = [];
	losing.on('data', (data) => heard.push(String(data)));
	const broken = closed(losing);
	wire.blackHole();
	losing.write('borte');
	const late = await call();
	late.write('også borte');
	await once(echo, 'connection');
	wire.heal();
	await broken;
	expect(heard).toEqual([]);
	expect(await says(idle, 'etter')).toBe('etter');
});
