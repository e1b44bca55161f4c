import { createContext } from 'svelte';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';

/** The conference's room as the desk's pages follow it. */
export const [roomHere, setRoomHere] = createContext<LiveRoom>();
