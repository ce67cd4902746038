import type { Database, Sql } from '@interlock/db';
import { checkpointDue, originOf } from '@interlock/domain/audit';
import type { CheckpointSigner } from './checkpoint-signer.ts';
import { treeRoot } from './tree-proof.ts';

interface Log {
	org_id: string;
	tree_size: number;
	size: number | null;
	at_ms: number | null;
	root: string | null;
}

/** Signs and stores a checkpoint for each organization that is due one. Throws when a tree no longer begins with what was signed before: such a tree is never signed. */
export async function makeCheckpoints(db: Database, signer: CheckpointSigner, now = new Date()): Promise<number> {
	const logs = await logsWithNews(db.sql);
	const due = logs.filter((log) => checkpointDue(log.tree_size, log.size === null ? null : { size: log.size, atMs: log.at_ms ?? 0 }, now.getTime()));
	const refused: string[] = [];
	for (const log of due) if (!(await makeCheckpoint(db.sql, signer, log, now))) refused.push(log.org_id);
	if (refused.length > 0) throw new Error(`the tree of organization ${refused.join(', ')} no longer begins with its last checkpoint; nothing was signed`);
	return due.length;
}

/** Signs a checkpoint of one organization at once, when something is new. False when its tree no longer begins with the last one. */
export async function makeCheckpointNow(db: Database, signer: CheckpointSigner, orgId: string, now: Date): Promise<boolean> {
	const log = (await logsWithNews(db.sql)).find(({ org_id }) => org_id === orgId);
	return log ? makeCheckpoint(db.sql, signer, log, now) : true;
}

function logsWithNews(sql: Sql): Promise<Log[]> {
	return sql<Log[]>`
		select h.org_id, h.tree_size::float8 as tree_size, c.size::float8 as size, c.at_ms::float8 as at_ms, c.root
		from audit_head h left join lateral (select size, at_ms, root from audit_checkpoint where org_id = h.org_id order by size desc limit 1) c on true
		where h.tree_size > coalesce(c.size, 0)`;
}

async function makeCheckpoint(sql: Sql, signer: CheckpointSigner, log: Log, now: Date): Promise<boolean> {
	if (log.size !== null && (await treeRoot(sql, log.org_id, log.size)).toString('base64') !== log.root) return false;
	const root = (await treeRoot(sql, log.org_id, log.tree_size)).toString('base64');
	const note = signer.sign({ origin: originOf(log.org_id), size: log.tree_size, root });
	await sql`
		insert into audit_checkpoint (org_id, size, root, note, at_ms) values (${log.org_id}, ${log.tree_size}, ${root}, ${note}, ${now.getTime()})
		on conflict do nothing`;
	return true;
}
