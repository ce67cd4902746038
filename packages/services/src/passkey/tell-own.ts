import type { Tx } from '@interlock/db';
import type { ServiceContext } from '../access/index.ts';
import { tellOrganizations } from '../session/index.ts';
import type { PersonRow } from './own-person.ts';

/** Tells the log of each of the person's organizations what they did with a passkey, or, with `refused`, what they were refused. */
export async function tellOwn(
	tx: Tx,
	ctx: ServiceContext,
	who: PersonRow,
	told: { action: string; sessionId: string; passkey?: { id: string; name: string }; refused?: string; reason?: string },
): Promise<void> {
	await tellOrganizations(tx, who, { ...ctx.request, requestId: ctx.request.id }, ctx.now(), {
		action: told.action,
		sessionId: told.refused === undefined ? told.sessionId : null,
		reason: told.refused ?? told.reason,
		target: told.passkey && { kind: 'passkey', ...told.passkey },
	});
}
