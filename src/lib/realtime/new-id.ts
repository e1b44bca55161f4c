import { idFrom, type Id } from '../domain/id.ts';

/** A new public id, made on this device, so that what is sent twice is once. Works over plain http too. */
export const newId = (): Id => idFrom(crypto.getRandomValues(new Uint8Array(18)));
