import type { Database } from '@interlock/db';
import { chainInput, commitmentInput, GENESIS_HASH, type PersonalPart } from '@interlock/domain/audit';
import { sha256Hex } from '@interlock/storage';
import { auditColumns } from './audit-columns.ts';
import { readEntry } from './read-entry.ts';

export type ChainState = { intact: true; entries: number; head: string } | { intact: false; entries: number; firstBad: number; problem: string };

type ChainRow = { n: number; id: string; entry: Buffer; leaf: string; hash: string; personal: { part: string; salt: string; payload: string }[] } & Record<
	string,
	unknown
>;

/**
 * Walks the chain of an organization from the first entry, 1,000 at a time, and names the first entry that doesn't fit. Sees one
 * moment of the log, so that entries sealed meanwhile are no contradiction.
 */
export async function verifyChain(db: Database, orgId: string): Promise<ChainState> {
	return db.sql.begin('isolation level repeatable read read only', async (sql) => {
		const [head] = await sql<{ n: number; hash: string }[]>`select n::int, hash from audit_head where org_id = ${orgId}`;
		let hash = GENESIS_HASH;
		let n = 0;
		for (;;) {
			const rows = await sql<ChainRow[]>`
				select n::int, id, entry, leaf, hash, at_ms::float8 as at_ms, action, actor, actor_id, target_kind, target_id, project_id, decision,
					coalesce((select json_agg(json_build_object('part', part, 'salt', salt, 'payload', payload))
						from audit_personal p where p.org_id = l.org_id and p.entry_id = l.id), '[]') as personal
				from audit_log l where org_id = ${orgId} and n > ${n} order by n limit 1000`;
			if (rows.length === 0) break;
			for (const row of rows) {
				const problem = problemOf(row, n + 1, hash, orgId);
				if (problem) return { intact: false, entries: n, firstBad: n + 1, problem };
				n = row.n;
				hash = row.hash;
			}
		}
		return judgeHead(n, hash, head);
	});
}

function judgeHead(n: number, hash: string, head: { n: number; hash: string } | undefined): ChainState {
	const recorded = head?.n ?? 0;
	if (recorded !== n) return { intact: false, entries: n, firstBad: Math.min(recorded, n) + 1, problem: `the head says ${recorded} entries, the log has ${n}` };
	if (head && head.hash !== hash) return { intact: false, entries: n, firstBad: n, problem: `entry ${n}: its hash is not the one the head recorded` };
	return { intact: true, entries: n, head: hash };
}

function problemOf(row: ChainRow, expected: number, previousHash: string, orgId: string): string | null {
	if (row.n !== expected) return `entry ${expected} is missing`;
	if (sha256Hex(row.entry) !== row.leaf) return `entry ${row.n}: its bytes don't have the recorded leaf`;
	if (sha256Hex(chainInput(previousHash, row.n, row.leaf)) !== row.hash) return `entry ${row.n}: its hash doesn't follow from the one before`;
	const entry = readEntry(row.entry);
	if (!entry) return `entry ${row.n}: its bytes are no entry`;
	if (entry.id !== row.id || entry.orgId !== orgId) return `entry ${row.n}: it is the entry of another place`;
	const uncommitted = row.personal.find(({ part, salt, payload }) => entry.personal?.[part as PersonalPart] !== sha256Hex(commitmentInput(salt, payload)));
	if (uncommitted) return `entry ${row.n}: the personal payload of its ${uncommitted.part} is not the one it was sealed with`;
	const shown = Object.entries(auditColumns(entry)).find(([column, value]) => row[column] !== value);
	return shown ? `entry ${row.n}: the column ${shown[0]} differs from the sealed bytes` : null;
}
