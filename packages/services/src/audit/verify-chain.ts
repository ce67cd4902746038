import type { Database } from '@interlock/db';
import { type AuditEntry, chainInput, GENESIS_HASH } from '@interlock/domain/audit';
import { sha256Hex } from '@interlock/storage';

export type ChainState = { intact: true; entries: number; head: string } | { intact: false; entries: number; firstBad: number; problem: string };

export interface ChainRow {
	n: number;
	entry: Buffer;
	leaf: string;
	hash: string;
	action: string;
	actor: string;
	decision: string;
}

/** Walks the chain of an organization from the first entry, 1,000 at a time, and names the first entry that doesn't fit. */
export async function verifyChain(db: Database, orgId: string): Promise<ChainState> {
	const [head] = await db.sql<{ n: string; hash: string }[]>`select n, hash from audit_head where org_id = ${orgId}`;
	let hash = GENESIS_HASH;
	let n = 0;
	for (;;) {
		const rows = await db.sql<ChainRow[]>`
			select n::int, entry, leaf, hash, action, actor, decision from audit_log where org_id = ${orgId} and n > ${n} order by n limit 1000`;
		if (rows.length === 0) break;
		for (const row of rows) {
			const problem = problemOf(row, n + 1, hash);
			if (problem) return { intact: false, entries: n, firstBad: n + 1, problem };
			n = row.n;
			hash = row.hash;
		}
	}
	if (head && (Number(head.n) !== n || head.hash !== hash)) {
		return { intact: false, entries: n, firstBad: n + 1, problem: `the head says ${head.n} entries, the log has ${n}` };
	}
	return { intact: true, entries: n, head: hash };
}

function problemOf(row: ChainRow, expected: number, previousHash: string): string | null {
	if (row.n !== expected) return `entry ${expected} is missing`;
	if (sha256Hex(row.entry) !== row.leaf) return `entry ${row.n}: its bytes don't have the recorded leaf`;
	if (sha256Hex(chainInput(previousHash, row.n, row.leaf)) !== row.hash) return `entry ${row.n}: its hash doesn't follow from the one before`;
	const entry: AuditEntry = JSON.parse(row.entry.toString('utf8'));
	if (entry.action !== row.action || entry.actor.name !== row.actor || entry.decision !== row.decision) {
		return `entry ${row.n}: the columns shown differ from the sealed bytes`;
	}
	return null;
}
