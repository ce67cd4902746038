import { and, desc, eq } from 'drizzle-orm';
import { auditCheckpoint, auditLog } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '../access/context.ts';
import { loadOrganization } from '../access/load-project.ts';
import { transact } from '../access/transact.ts';
import { readVerifierKey } from './checkpoint-key.ts';
import { proveConsistency, proveInclusion } from './tree-proof.ts';

/** One entry with its path to a signed checkpoint: all that a reader needs to check it without this instance. */
export interface EntryProof {
	n: number;
	/** The canonical JSON that was sealed. */
	entry: string;
	/** Hashes from the leaf up, base64. */
	proof: string[];
	/** The checkpoint, as a signed note. */
	note: string;
	/** What verifies the checkpoint, in C2SP's form. */
	key: string;
}

/** Proves that a sealed entry is in the log that a checkpoint signed: the newest, or the one of `size` entries. Needs `audit:read`. */
export async function getProof(ctx: ServiceContext, input: { org: string; n: number; size?: number }): Promise<EntryProof> {
	const found = await transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'audit:read');
		const [row] = await tx
			.select({ entry: auditLog.entry })
			.from(auditLog)
			.where(and(eq(auditLog.orgId, org.id), eq(auditLog.n, input.n)));
		if (!row) throw new DomainError('not-found', `the log has no entry ${input.n}`, { field: 'n', value: input.n });
		const [checkpoint] = await tx
			.select()
			.from(auditCheckpoint)
			.where(and(eq(auditCheckpoint.orgId, org.id), input.size === undefined ? undefined : eq(auditCheckpoint.size, input.size)))
			.orderBy(desc(auditCheckpoint.size))
			.limit(1);
		const key = await readVerifierKey(tx, org.id);
		if (!checkpoint || !key || checkpoint.size < input.n) throw uncovered(input);
		return { orgId: org.id, entry: row.entry, checkpoint, key };
	});
	const proof = await proveInclusion(ctx.db.sql, found.orgId, input.n, found.checkpoint.size);
	return { n: input.n, entry: found.entry.toString('utf8'), proof: proof.map((hash) => hash.toString('base64')), note: found.checkpoint.note, key: found.key };
}

function uncovered({ n, size }: { n: number; size?: number }): DomainError {
	return size === undefined
		? new DomainError('conflict', `entry ${n} is sealed, but no checkpoint covers it yet; one is made every 60 seconds`, { field: 'n', value: n })
		: new DomainError('not-found', `size: there is no checkpoint of ${size} entries that covers entry ${n}`, { field: 'size', value: size });
}

/** Proves that the log of `second` entries begins with that of `first`. Hashes in base64. Needs `audit:read`. */
export async function getConsistency(ctx: ServiceContext, input: { org: string; first: number; second: number }): Promise<{ proof: string[] }> {
	const org = await transact(ctx, (tx) => loadOrganization(tx, ctx, input.org, 'audit:read'));
	const [head] = await ctx.db.sql<{ size: number }[]>`select tree_size::float8 as size from audit_head where org_id = ${org.id}`;
	const size = head?.size ?? 0;
	if (input.second > size)
		throw new DomainError('invalid', `second: the log has ${size} entries (got ${input.second})`, { field: 'second', value: input.second });
	if (input.first > input.second || input.first < 1)
		throw new DomainError('invalid', `first: must be 1 to ${input.second} (got ${input.first})`, { field: 'first', value: input.first });
	const proof = await proveConsistency(ctx.db.sql, org.id, input.first, input.second);
	return { proof: proof.map((hash) => hash.toString('base64')) };
}
