import { eq } from 'drizzle-orm';
import { endpoint as endpointTable, modelVersion, rollout } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { onceByStep } from '../process/index.ts';
import { isOpenRollout, lockRollout } from './load-rollout.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';
import { ringChanges } from './ring-changes.ts';
import { setAliases } from './set-aliases.ts';
import { settleChange } from './settle-change.ts';
import { championOnly, writeRoute } from './write-route.ts';

/** Makes the candidate the champion after its last step, once: route, endpoint, aliases, change and audit in one transaction. */
export async function finishRollout(ctx: ServiceContext, input: { rolloutId: string }): Promise<{ state: string }> {
	return transact(ctx, async (tx) => {
		const { row, endpoint, plan } = await lockRollout(tx, ctx, input.rolloutId);
		if (!isOpenRollout(row)) return { state: row.state };
		if (row.stepIndex !== plan.steps.length - 1) {
			throw new DomainError('conflict', `rollout: step ${row.stepIndex + 1} of ${plan.steps.length} is open, it can't finish`, {
				field: 'rollout',
				reason: 'step-open',
			});
		}
		const stepKey = `rollout/${row.id}/finish`;
		await onceByStep(tx, stepKey, async () => {
			const [to] = await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, row.toVersionId));
			const sentence = `Version ${to?.version ?? '?'} serves all requests of ${endpoint.name}.`;
			const routeSeq = await writeRoute(tx, endpoint, stepKey, championOnly(row.toVersionId));
			await tx.update(rollout).set({ state: 'live', endedAt: ctx.now(), reason: sentence, requested: null }).where(eq(rollout.id, row.id));
			await tx.update(endpointTable).set({ championVersionId: row.toVersionId, previousVersionId: row.fromVersionId }).where(eq(endpointTable.id, endpoint.id));
			await setAliases(tx, endpoint, { champion: row.toVersionId, previous: row.fromVersionId });
			await recordAudit(tx, ctx, {
				action: 'rollout.finished',
				orgId: row.orgId,
				projectId: row.projectId,
				target: { kind: 'rollout', id: row.id, name: endpoint.name },
				before: { championVersionId: row.fromVersionId },
				after: { championVersionId: row.toVersionId, version: to?.version, routeSeq },
			});
			await settleChange(tx, ctx, row.changeId, 'apply', sentence);
			await ringChanges(tx, endpoint.id, row.changeId);
			await publishEndpointEvent(tx, endpoint, 'rollout.finished', { rolloutId: row.id, version: to?.version });
			if (row.changeId)
				await publishEvent(tx, {
					orgId: row.orgId,
					projectId: row.projectId,
					channel: `change/${row.changeId}`,
					type: 'rollout.finished',
					data: { rolloutId: row.id },
				});
		});
		return { state: 'live' };
	});
}
