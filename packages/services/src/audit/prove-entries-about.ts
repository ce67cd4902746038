import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm';
import type { Sql, Tx } from '@interlock/db';
import { auditCheckpoint, auditLog } from '@interlock/db/tables';
import { readVerifierKey } from './checkpoint-key.ts';
import { readPayloads } from './read-payloads.ts';
import { proveInclusion } from './tree-proof.ts';

/** An entry with its path to the checkpoint, and what is left of its personal payload. */
export interface ProvenEntry {
	n: number;
	/** Canonical JSON, as sealed. */
	entry: string;
	/** Hashes from the leaf up, base64. */
	proof: string[];
	personal: { part: string; payload: string }[];
}

const MOST = 2000;

/** Every sealed entry about these targets under the newest checkpoint, oldest first, at most 2,000; null while none is signed. The caller has authorized. */
export async function proveEntriesAbout(
	tx: Tx,
	sql: Sql,
	orgId: string,
	targetIds: readonly string[],
): Promise<{ key: string; note: string; entries: ProvenEntry[] } | null> {
	const [checkpoint] = await tx.select().from(auditCheckpoint).where(eq(auditCheckpoint.orgId, orgId)).orderBy(desc(auditCheckpoint.size)).limit(1);
	const key = await readVerifierKey(tx, orgId);
	if (!checkpoint || !key) return null;
	const rows = await tx
		.select({ n: auditLog.n, id: auditLog.id, entry: auditLog.entry })
		.from(auditLog)
		.where(and(eq(auditLog.orgId, orgId), inArray(auditLog.targetId, [...targetIds]), lte(auditLog.n, checkpoint.size)))
		.orderBy(asc(auditLog.n))
		.limit(MOST);
	const payloads = await readPayloads(
		tx,
		orgId,
		rows.map((row) => row.id),
	);
	const entries: ProvenEntry[] = [];
	for (const row of rows) {
		const proof = await proveInclusion(sql, orgId, row.n, checkpoint.size);
		const personal = (payloads.get(row.id) ?? []).map(({ part, payload }) => ({ part, payload }));
		entries.push({ n: row.n, entry: row.entry.toString('utf8'), proof: proof.map((hash) => hash.toString('base64')), personal });
	}
	return { key, note: checkpoint.note, entries };
}
