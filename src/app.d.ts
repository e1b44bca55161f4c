import type { Language } from '#lib/domain/language.ts';
import type { Who } from '#lib/server/access.ts';
import type { App as House } from '#lib/server/app.ts';
import type { Gateway } from '#lib/realtime/gateway.server.ts';

declare global {
	namespace App {
		interface Locals {
			house: House;
			gateway: Gateway;
			who: Who;
			/** The session's token as the cookie held it. */
			token: string | undefined;
			lang: Language;
		}
		interface Error {
			message: string;
			/** A refusal's code: its words are the message `refusal_<code>`. */
			code?: string;
			details?: Record<string, unknown>;
		}
	}
}

export {};
