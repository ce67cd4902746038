import { isUtf8 } from 'node:buffer';
import { originOf } from '@interlock/domain/audit';
import type { ServiceContext } from '../access/context.ts';
import { loadOrganization } from '../access/load-project.ts';
import { transact } from '../access/transact.ts';
import { readVerifierKey } from './checkpoint-key.ts';
import { recordAudit } from './record-audit.ts';

const AT_ONCE = 1000;

interface ExportedRow {
	n: number;
	hash: string;
	entry: Buffer;
	personal: { part: string; salt: string; payload: string }[] | null;
}

/**
 * The whole log of an organization as lines of JSON: what log it is, its checkpoints (the newest of each day, and the newest), each entry
 * with its hash and what of its personal payload is still there, and the end. Made as it is read; a log of a million entries is never
 * in memory. Needs `audit:read`, and leaves an entry.
 */
export async function exportLog(ctx: ServiceContext, input: { org: string }): Promise<AsyncGenerator<string>> {
	const log = await transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'audit:read');
		const [head] = await ctx.db.sql<{ n: number; hash: string }[]>`select n::float8 as n, hash from audit_head where org_id = ${org.id}`;
		await recordAudit(tx, ctx, {
			action: 'audit.exported',
			orgId: org.id,
			projectId: null,
			target: { kind: 'organization', id: org.id, name: org.slug },
			after: { entries: head?.n ?? 0 },
		});
		return { orgId: org.id, org: org.slug, key: await readVerifierKey(tx, org.id), entries: head?.n ?? 0 };
	});
	return linesOf(ctx, log);
}

async function* linesOf(ctx: ServiceContext, log: { orgId: string; org: string; key: string | null; entries: number }): AsyncGenerator<string> {
	const { sql } = ctx.db;
	yield line({ type: 'log', v: 1, org: log.org, origin: originOf(log.orgId), key: log.key, entries: log.entries });
	const notes = await sql<{ note: string }[]>`
		select note from audit_checkpoint where org_id = ${log.orgId} and size <= ${log.entries} and size in (
			select max(size) from audit_checkpoint where org_id = ${log.orgId} and size <= ${log.entries} group by at_ms / 86400000) order by size`;
	for (const { note } of notes) yield line({ type: 'checkpoint', note });
	let n = 0;
	let entries = 0;
	while (n < log.entries) {
		const rows = await sql<ExportedRow[]>`
			select l.n::float8 as n, l.hash, l.entry, p.personal from audit_log l
			left join lateral (select json_agg(json_build_object('part', part, 'salt', salt, 'payload', payload) order by part) as personal
				from audit_personal where org_id = l.org_id and entry_id = l.id) p on true
			where l.org_id = ${log.orgId} and l.n > ${n} and l.n <= ${log.entries} order by l.n limit ${AT_ONCE}`;
		if (rows.length === 0) break;
		yield rows.map(entryLine).join('');
		n = rows.at(-1)?.n ?? log.entries;
		entries += rows.length;
	}
	yield line({ type: 'end', entries });
}

function entryLine({ n, hash, entry, personal }: ExportedRow): string {
	const content = isUtf8(entry) ? { entry: entry.toString('utf8') } : { bytes: entry.toString('base64') };
	return line({ n, hash, ...content, ...(personal ? { personal } : {}) });
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
