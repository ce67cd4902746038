import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { auditPersonal } from '@interlock/db/tables';
import { namedIn } from './erase-personal-text.ts';

/** Deletes the payloads of a person, and reasons and names that tell of them in others' entries. Returns how many. */
export async function erasePayloads(tx: Tx, orgId: string, who: { id: string; name: string; email: string }): Promise<number> {
	const gone = await tx
		.delete(auditPersonal)
		.where(
			and(
				eq(auditPersonal.orgId, orgId),
				or(eq(auditPersonal.personId, who.id), and(inArray(auditPersonal.part, ['target', 'reason']), sql`${auditPersonal.payload} ~* ${namedIn(who)}`)),
			),
		)
		.returning({ entryId: auditPersonal.entryId });
	return gone.length;
}
