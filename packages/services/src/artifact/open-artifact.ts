import type { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import { artifact } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { checkArtifactPath } from '@interlock/domain/run';
import { type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { loadOwner } from './load-owner.ts';

export interface OpenedArtifact {
	/** Last segment of the path. */
	name: string;
	sha256: string;
	sizeBytes: number;
	/** Opens the bytes; call it once. */
	open(): Promise<Readable>;
}

/** One file of a run or logged model by its decoded path below the artifact root. Throws `not-found`. */
export async function openArtifact(ctx: ServiceContext, input: ProjectPlace & { path: string }): Promise<OpenedArtifact> {
	const path = checkArtifactPath(input.path);
	return transact(ctx, async (tx) => {
		const { project, address } = await loadOwner(tx, ctx, input, path, { permission: 'run:read', access: 'read' });
		const [row] = await tx
			.select()
			.from(artifact)
			.where(and(eq(artifact.ownerId, address.owner.id), eq(artifact.path, address.path)));
		if (!row) throw new DomainError('not-found', `No such artifact: '${path}'`, { field: 'path', value: path });
		return {
			name: path.slice(path.lastIndexOf('/') + 1),
			sha256: row.sha256,
			sizeBytes: row.sizeBytes,
			open: () => ctx.storage.open(project.orgId, row.sha256),
		};
	});
}
