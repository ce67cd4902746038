import { and, eq, or, sql } from 'drizzle-orm';
import { artifact } from '@interlock/db/tables';
import { checkArtifactFolder } from '@interlock/domain/run';
import { type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishRunChanged } from '../run/index.ts';
import { checkNotFrozen, loadOwner, targetOf } from './load-owner.ts';

/** Unties a file, or all files of a folder, from its run or logged model; the bytes stay for whoever else has them. Returns how many. */
export async function deleteArtifact(ctx: ServiceContext, input: ProjectPlace & { path: string }): Promise<number> {
	const path = checkArtifactFolder(input.path);
	return transact(ctx, async (tx) => {
		const owner = await loadOwner(tx, ctx, input, path, { permission: 'run:write', access: 'write', lock: true });
		const { project, address, run } = owner;
		const folder = address.path;
		const gone = and(
			eq(artifact.ownerId, address.owner.id),
			folder === '' ? undefined : or(eq(artifact.path, folder), sql`starts_with(${artifact.path}, ${`${folder}/`})`),
		);
		const files = await tx.select({ path: artifact.path, sha256: artifact.sha256 }).from(artifact).where(gone).for('update');
		if (files.length === 0) return 0;
		for (const file of files) checkNotFrozen({ ...owner, address: { ...address, path: file.path } }, 'artifact.deleted');
		await tx.delete(artifact).where(gone);
		await recordAudit(tx, ctx, {
			action: 'artifact.deleted',
			orgId: project.orgId,
			projectId: project.id,
			target: targetOf(owner),
			before: { folder, files: files.length, first: files.slice(0, 20) },
		});
		if (run && address.owner.kind === 'run') await publishRunChanged(tx, run, ['artifacts']);
		return files.length;
	});
}
