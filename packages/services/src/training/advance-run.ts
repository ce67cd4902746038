import { and, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { RunAdvance } from '@interlock/contracts/process';
import type { Tx } from '@interlock/db';
import { apiToken, attempt, reproduction, retrainTrigger, training } from '@interlock/db/tables';
import { nextTrainingStep, type TrainingStep } from '@interlock/domain/training';
import { authorize, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { moveRunTo, publishRunChanged } from '../run/index.ts';
import { factsOf, type LoadedTraining, lockTraining } from './load-training.ts';

/** Does a training's next step from its rows, under its lock; called by the process `run/<id>` at each doorbell and timer. Doing it twice does nothing twice. */
export async function advanceRun(ctx: ServiceContext, runId: string): Promise<RunAdvance> {
	return transact(ctx, async (tx) => {
		const loaded = await lockTraining(tx, runId);
		authorize(ctx, 'run:start', loaded.training, { kind: 'run', id: runId, name: loaded.run.name });
		const step = nextTrainingStep(await factsOf(tx, loaded), ctx.now().getTime());
		switch (step.do) {
			case 'end':
				return { next: 'end', state: loaded.training.state };
			case 'wait':
				return { next: 'wait', waitMs: Math.max(1_000, step.untilMs - ctx.now().getTime()) };
			case 'queue-attempt':
				await queueAttempt(tx, loaded, step.number);
				return { next: 'again' };
			case 'mark-lost':
				await markLost(tx, ctx, runId, step.number);
				return { next: 'again' };
			case 'finish':
				await finish(tx, ctx, loaded, step);
				return { next: 'again' };
		}
	});
}

/** Unless it was renewed or ended since it was read: those don't wait for the training's lock. */
async function markLost(tx: Tx, ctx: ServiceContext, runId: string, number: number): Promise<void> {
	const expired = and(inArray(attempt.state, ['leased', 'running']), lt(attempt.leaseExpiresAt, ctx.now()));
	const lost = { state: 'lost' as const, reason: 'its lease ran out without a renewal', endedAt: ctx.now() };
	await tx
		.update(attempt)
		.set(lost)
		.where(and(eq(attempt.runId, runId), eq(attempt.number, number), expired));
}

async function queueAttempt(tx: Tx, { training: row }: LoadedTraining, number: number): Promise<void> {
	await tx.insert(attempt).values({ orgId: row.orgId, projectId: row.projectId, runId: row.runId, number, state: 'queued' }).onConflictDoNothing();
	await publishEvent(tx, { orgId: row.orgId, projectId: row.projectId, channel: `run/${row.runId}`, type: 'run.attempt', data: { number, state: 'queued' } });
}

async function finish(tx: Tx, ctx: ServiceContext, loaded: LoadedTraining, step: Extract<TrainingStep, { do: 'finish' }>): Promise<void> {
	const { training: row, run: of } = loaded;
	const status = step.outcome === 'succeeded' ? 'FINISHED' : step.outcome === 'failed' ? 'FAILED' : 'KILLED';
	const now = ctx.now();
	await tx.update(training).set({ state: step.outcome, reason: step.reason }).where(eq(training.runId, row.runId));
	await tx
		.update(attempt)
		.set({ state: 'cancelled', endedAt: now })
		.where(and(eq(attempt.runId, row.runId), eq(attempt.state, 'queued')));
	await tx
		.update(apiToken)
		.set({ revokedAt: now })
		.where(and(eq(apiToken.runId, row.runId), isNull(apiToken.revokedAt)));
	await recordAudit(tx, ctx, {
		action: `run.${step.outcome}`,
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'run', id: row.runId, name: of.name },
		reason: step.reason,
		after: { attempts: loaded.attempts.length },
	});
	// A client that ended its run itself has left the entry of what it logged already; only the pages have something to learn.
	const { run, moved } = await moveRunTo(tx, ctx, row.runId, status);
	if (!moved) await publishRunChanged(tx, run, ['status']);
	const waiting = await tx.select({ id: retrainTrigger.id }).from(retrainTrigger).where(eq(retrainTrigger.runId, row.runId));
	for (const { id } of waiting) await enqueueCommand(tx, { kind: 'doorbell', process: 'retrain', workflowId: `retrain/${id}` });
	const judging = await tx.select({ changeId: reproduction.changeId }).from(reproduction).where(eq(reproduction.runId, row.runId));
	for (const { changeId } of judging) await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${changeId}` });
}
