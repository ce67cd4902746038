import { eq } from 'drizzle-orm';
import { loggedModel, modelVersion } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loggedModelInput, type LoggedModelInput } from '@interlock/domain/model';
import { deny, denyWith, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { whyBound } from '../experiment/index.ts';
import { loadLoggedModel } from './load-logged-model.ts';

/** Marks a logged model deleted. `conflict` while a model version is made of it: its files are what that version is. */
export async function deleteLoggedModel(ctx: ServiceContext, input: LoggedModelInput): Promise<void> {
	const wanted = parseInput(loggedModelInput, input);
	await transact(ctx, async (tx) => {
		const { project, model } = await loadLoggedModel(tx, ctx, wanted, wanted.modelId, { permission: 'run:write', access: 'write', lock: true });
		const target = { kind: 'logged model', id: model.id, name: model.name };
		const [version] = await tx
			.select({ id: modelVersion.id, version: modelVersion.version })
			.from(modelVersion)
			.where(eq(modelVersion.loggedModelId, model.id))
			.limit(1);
		const bound = version && (await whyBound(tx, { versionIds: [version.id] }, "its logged model can't be deleted"));
		if (bound) deny('logged-model.deleted', project, target, bound, 'version-bound');
		if (version) {
			const sentence = `model_id: '${wanted.modelId}' is model version ${version.version}; delete that first`;
			const answer = new DomainError('conflict', sentence, { field: 'model_id', value: wanted.modelId, reason: 'frozen' });
			denyWith(answer, { action: 'logged-model.deleted', place: project, target, reason: sentence });
		}
		await tx.update(loggedModel).set({ deletedAt: ctx.now() }).where(eq(loggedModel.id, model.id));
		await recordAudit(tx, ctx, {
			action: 'logged-model.deleted',
			orgId: project.orgId,
			projectId: project.id,
			target,
		});
	});
}
