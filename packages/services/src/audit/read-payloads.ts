import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { auditPersonal } from '@interlock/db/tables';

/** What is left of the personal payload of entries, by entry id. */
export async function readPayloads(tx: Tx, orgId: string, entryIds: readonly string[]): Promise<Map<string, { part: string; payload: string }[]>> {
	if (entryIds.length === 0) return new Map();
	const rows = await tx
		.select({ entryId: auditPersonal.entryId, part: auditPersonal.part, payload: auditPersonal.payload })
		.from(auditPersonal)
		.where(and(eq(auditPersonal.orgId, orgId), inArray(auditPersonal.entryId, [...entryIds])));
	return Map.groupBy(rows, (row) => row.entryId);
}
