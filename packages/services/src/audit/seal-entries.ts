import type { Database, Sql } from '@interlock/db';
import type { PersonalRow } from '@interlock/db/tables';
import { type AuditEntry, chainInput, GENESIS_HASH } from '@interlock/domain/audit';
import { sha256Hex } from '@interlock/storage';
import { auditColumns } from './audit-columns.ts';
import { growTree } from './grow-tree.ts';

/**
 * Seals waiting audit entries: numbers them per organization, links each to the one before, moves them to the log and puts them into
 * the organization's tree, in one transaction per organization. Any number of sealers may run; the head row's lock decides. Returns
 * how many were sealed. A log that can't be continued, as after tampering, keeps nobody else's from it; it is thrown at the end.
 */
export async function sealEntries(db: Database, limit = 1000): Promise<number> {
	const waiting = await db.sql<{ org_id: string }[]>`select distinct org_id from audit_outbox`;
	let sealed = 0;
	const failures: unknown[] = [];
	for (const { org_id: orgId } of waiting) {
		sealed += await sealOrganization(db, orgId, limit).catch((error: unknown) => {
			failures.push(error);
			return 0;
		});
	}
	if (failures.length > 0) throw failures[0];
	return sealed;
}

async function sealOrganization(db: Database, orgId: string, limit: number): Promise<number> {
	return db.sql.begin(async (sql) => {
		await sql`insert into audit_head (org_id, n, hash) values (${orgId}, 0, ${GENESIS_HASH}) on conflict do nothing`;
		const [head] = await sql<{ n: number; hash: string; tree_size: number }[]>`
			select n::float8 as n, hash, tree_size::float8 as tree_size from audit_head where org_id = ${orgId} for update`;
		if (!head) return 0;
		const rows = await sql<{ id: string; entry: Buffer; personal: PersonalRow[] }[]>`
			delete from audit_outbox where id in (
				select id from audit_outbox where org_id = ${orgId} order by id limit ${limit} for update skip locked
			) returning id, entry, personal`;
		rows.sort((a, b) => (a.id < b.id ? -1 : 1));
		let { n } = head;
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
		await growTree(
			sql,
			orgId,
			{ n: head.n, treeSize: head.tree_size },
			rows.map((row) => row.entry),
		);
		await keepPersonal(sql, orgId, rows);
		await sql`update audit_head set n = ${n}, hash = ${hash}, tree_size = ${n} where org_id = ${orgId}`;
		await sql`select pg_notify('interlock_sealed', ${orgId})`;
		return sealedRows.length;
	});
}

async function keepPersonal(sql: Sql, orgId: string, rows: readonly { id: string; personal: readonly PersonalRow[] }[]): Promise<void> {
	const parts = rows.flatMap(({ id, personal }) =>
		personal.map(({ part, personId, salt, payload }) => ({ org_id: orgId, entry_id: id, part, person_id: personId, salt, payload })),
	);
	if (parts.length > 0) await sql`insert into audit_personal ${sql(parts)}`;
}
