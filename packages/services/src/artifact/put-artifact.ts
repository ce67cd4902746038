import type { Readable } from 'node:stream';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { artifact } from '@interlock/db/tables';
import { personOf, serviceAccountOf } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { checkArtifactPath, hasEnded } from '@interlock/domain/run';
import type { StoredBlob } from '@interlock/storage';
import { type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishRunChanged } from '../run/index.ts';
import { checkNotFrozen, loadOwner, targetOf } from './load-owner.ts';

export interface PutArtifactInput extends ProjectPlace {
	/** Decoded path below the artifact root, such as `0/<run>/artifacts/model/MLmodel`. */
	path: string;
	/** Declared digest, 64 hex; other bytes are refused. */
	sha256?: string;
	/** Declared size in bytes; a shorter or longer body is refused. */
	sizeBytes?: number;
	/** Most bytes of one file. */
	maxBytes: number;
}

/**
 * Streams a file into the store and ties it to its run or logged model; a file of the same path is replaced. Nothing is kept of a body that is too
 * long (`too-large`), cut short or of another digest (`invalid`), or whose folder is frozen (`conflict`, checked before and after the transfer).
 */
export async function putArtifact(ctx: ServiceContext, input: PutArtifactInput, body: Uint8Array | Readable): Promise<StoredBlob> {
	const path = checkArtifactPath(input.path);
	const load = { permission: 'run:write', access: 'write' } as const;
	const { orgId } = await transact(ctx, async (tx) => {
		const owner = await loadOwner(tx, ctx, input, path, load);
		if (owner.address.path === '') throw new DomainError('invalid', `Invalid path: '${path}' names a folder, not a file`, { field: 'path', value: path });
		checkNotFrozen(owner, 'artifact.written');
		return owner.project;
	});
	if (input.sizeBytes !== undefined && input.sizeBytes > input.maxBytes)
		throw new DomainError('too-large', `body: ${input.sizeBytes} bytes, more than the limit of ${input.maxBytes} bytes`, {
			field: 'body',
			value: input.sizeBytes,
			limit: `${input.maxBytes} bytes`,
		});
	const blob = await ctx.storage.put(orgId, body, { maxBytes: input.maxBytes, sha256: input.sha256 });
	if (input.sizeBytes !== undefined && input.sizeBytes !== blob.sizeBytes)
		throw new DomainError('invalid', `body: ${blob.sizeBytes} bytes, but ${input.sizeBytes} were declared`, {
			field: 'body',
			value: blob.sizeBytes,
			limit: `${input.sizeBytes} bytes`,
		});
	await transact(ctx, async (tx) => {
		// The folder may have been frozen while the bytes came in.
		const owner = await loadOwner(tx, ctx, input, path, { ...load, lock: true });
		checkNotFrozen(owner, 'artifact.written');
		const { project, address, run } = owner;
		await checkNoFolderOfThatName(tx, address.owner.id, address.path);
		const writer = { writtenByUserId: personOf(ctx.actor), writtenByServiceAccountId: serviceAccountOf(ctx.actor) };
		await tx
			.insert(artifact)
			.values({ orgId, projectId: project.id, ownerId: address.owner.id, ownerKind: address.owner.kind, path: address.path, ...blob, ...writer })
			.onConflictDoUpdate({
				target: [artifact.ownerId, artifact.path],
				set: { sha256: sql`excluded.sha256`, sizeBytes: sql`excluded.size_bytes`, createdAt: ctx.now(), ...writer },
			});
		if (!run || hasEnded(run.status)) {
			await recordAudit(tx, ctx, {
				action: 'artifact.written',
				orgId,
				projectId: project.id,
				target: targetOf(owner),
				after: { path: address.path, ...blob },
			});
		}
		if (run && address.owner.kind === 'run') await publishRunChanged(tx, run, ['artifacts']);
	});
	return blob;
}

/** A path is a file or a folder, never both: no client could download it. Throws `conflict`. */
async function checkNoFolderOfThatName(tx: Tx, ownerId: string, path: string): Promise<void> {
	const above = path
		.split('/')
		.slice(0, -1)
		.map((_, i, parts) => parts.slice(0, i + 1).join('/'));
	const inTheWay = or(sql`starts_with(${artifact.path}, ${`${path}/`})`, above.length > 0 ? inArray(artifact.path, above) : undefined);
	const [other] = await tx
		.select({ path: artifact.path })
		.from(artifact)
		.where(and(eq(artifact.ownerId, ownerId), inTheWay))
		.limit(1);
	if (other)
		throw new DomainError('conflict', `path: '${path}' can't be a file, because '${other.path}' is one`, {
			field: 'path',
			value: path,
			reason: 'file-and-folder',
		});
}
