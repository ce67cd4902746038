import { eq } from 'drizzle-orm';
import { artifact, loggedModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { filesManifest, finalizeLoggedModelInput, type FinalizeLoggedModelInput } from '@interlock/domain/model';
import { digestJson } from '@interlock/storage';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type LoggedModelView, loadLoggedModel, loggedModelView } from './load-logged-model.ts';

/** Says whether a logged model's upload is whole; the audit entry binds the files it had then. */
export async function finalizeLoggedModel(ctx: ServiceContext, input: FinalizeLoggedModelInput): Promise<LoggedModelView> {
	const wanted = parseInput(finalizeLoggedModelInput, input);
	return transact(ctx, async (tx) => {
		const { project, model, experimentNumber } = await loadLoggedModel(tx, ctx, wanted, wanted.modelId, {
			permission: 'run:write',
			access: 'write',
			lock: true,
		});
		const [row] = await tx.update(loggedModel).set({ status: wanted.status, updatedAtMs: ctx.now().getTime() }).where(eq(loggedModel.id, model.id)).returning();
		if (!row) throw new DomainError('unavailable', 'The logged model could not be stored');
		const files = filesManifest(
			await tx.select({ path: artifact.path, sha256: artifact.sha256, sizeBytes: artifact.sizeBytes }).from(artifact).where(eq(artifact.ownerId, row.id)),
		);
		await recordAudit(tx, ctx, {
			action: 'logged-model.finalized',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'logged model', id: row.id, name: row.name },
			before: { status: model.status },
			after: { status: row.status, files: files.length },
			subjectDigest: digestJson(files),
		});
		return loggedModelView(row, experimentNumber);
	});
}
