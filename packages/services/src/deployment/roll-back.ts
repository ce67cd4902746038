import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint as endpointTable, modelVersion, rollout, rolloutStep } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { z } from 'zod';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { onceByStep } from '../process/index.ts';
import { isOpenRollout, type LoadedRollout, lockRollout } from './load-rollout.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';
import { ringChanges } from './ring-changes.ts';
import { setAliases } from './set-aliases.ts';
import { settleChange } from './settle-change.ts';
import { championOnly, writeRoute } from './write-route.ts';

const rollBackInput = z.object({ rolloutId: z.uuid('must be an id'), reason: z.string().min(1, 'must say why') });

/** Takes an open rollout back by its process, once: all traffic to the champion, the endpoint held, the change closed with the reason. */
export async function rollBack(ctx: ServiceContext, input: z.input<typeof rollBackInput>): Promise<{ state: string }> {
	const wanted = parseInput(rollBackInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await lockRollout(tx, ctx, wanted.rolloutId);
		await rollBackInTx(tx, ctx, loaded, wanted.reason);
		return { state: isOpenRollout(loaded.row) ? 'rolled-back' : loaded.row.state };
	});
}

/** The same within a transaction that holds the locks of `lockRollout`. Does nothing for a rollout that has ended. */
export async function rollBackInTx(tx: Tx, ctx: ServiceContext, { row, endpoint }: LoadedRollout, reason: string): Promise<void> {
	if (!isOpenRollout(row)) return;
	const stepKey = `rollout/${row.id}/roll-back`;
	await onceByStep(tx, stepKey, async () => {
		const [to] = await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, row.toVersionId));
		const [step] = await tx
			.select()
			.from(rolloutStep)
			.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, row.stepIndex)));
		const routeSeq = await writeRoute(tx, endpoint, stepKey, championOnly(row.fromVersionId));
		await tx.update(rollout).set({ state: 'rolled-back', endedAt: ctx.now(), reason, requested: null, pausedAt: null }).where(eq(rollout.id, row.id));
		if (step && step.state !== 'passed') {
			await tx
				.update(rolloutStep)
				.set({ state: 'failed', endedAt: ctx.now() })
				.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, step.index)));
		}
		await tx.update(endpointTable).set({ heldReason: reason }).where(eq(endpointTable.id, endpoint.id));
		await setAliases(tx, endpoint, { champion: row.fromVersionId, previous: endpoint.previousVersionId });
		await recordAudit(tx, ctx, {
			action: 'rollout.rolled-back',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'rollout', id: row.id, name: endpoint.name },
			reason,
			before: { candidateVersion: to?.version, step: step?.name ?? null, weight: step?.weight ?? null },
			after: { championVersionId: row.fromVersionId, weight: 100, routeSeq, judgement: step?.judgement ?? null },
		});
		await settleChange(tx, ctx, row.changeId, 'roll-back', `Version ${to?.version ?? '?'} was rolled back at step ${step?.name ?? '?'}. ${reason}`);
		await ringChanges(tx, endpoint.id, row.changeId);
		await publishEndpointEvent(tx, endpoint, 'rollout.rolled-back', { rolloutId: row.id, reason });
		if (row.changeId)
			await publishEvent(tx, {
				orgId: row.orgId,
				projectId: row.projectId,
				channel: `change/${row.changeId}`,
				type: 'rollout.rolled-back',
				data: { rolloutId: row.id },
			});
	});
}
