import type { Database } from '@interlock/db';
import { type AuditEntry, chainInput, GENESIS_HASH } from '@interlock/domain/audit';
import { sha256Hex } from '@interlock/storage';
import { auditColumns } from './audit-columns.ts';

/**
 * Seals waiting audit entries: numbers them per organization, links each to the one before and moves them to the log, in one
 * transaction per organization. Any number of sealers may run; the head row's lock decides. Returns how many were sealed.
 */
export async function sealEntries(db: Database, limit = 1000): Promise<number> {
	const waiting = await db.sql<{ org_id: string }[]>`select distinct org_id from audit_outbox`;
	let sealed = 0;
	for (const { org_id: orgId } of waiting) sealed += await sealOrganization(db, orgId, limit);
	return sealed;
}

async function sealOrganization(db: Database, orgId: string, limit: number): Promise<number> {
	return db.sql.begin(async (sql) => {
		await sql`insert into audit_head (org_id, n, hash) values (${orgId}, 0, ${GENESIS_HASH}) on conflict do nothing`;
		const [head] = await sql<{ n: string; hash: string }[]>`select n, hash from audit_head where org_id = ${orgId} for update`;
		if (!head) return 0;
		const rows = await sql<{ id: string; entry: Buffer }[]>`
			delete from audit_outbox where id in (
				select id from audit_outbox where org_id = ${orgId} order by id limit ${limit} for update skip locked
			) returning id, entry`;
		rows.sort((a, b) => (a.id < b.id ? -1 : 1));
		let n = Number(head.n);
		let hash = head.hash;
		const sealedRows = rows.map(({ id, entry }) => {
			n += 1;
			const leaf = sha256Hex(entry);
			hash = sha256Hex(chainInput(hash, n, leaf));
			const e: AuditEntry = JSON.parse(entry.toString('utf8'));
			return { org_id: orgId, n, id, entry, leaf, hash, ...auditColumns(e) };
		});
		if (sealedRows.length === 0) return 0;
		await sql`insert into audit_log ${sql(sealedRows)}`;
		await sql`update audit_head set n = ${n}, hash = ${hash} where org_id = ${orgId}`;
		await sql`select pg_notify('interlock_sealed', ${orgId})`;
		return sealedRows.length;
	});
}
