import { and, eq, gt, lte, max } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dirtyWindow, endpoint, monitorRun, retrainTrigger } from '@interlock/db/tables';
import { datasetPeriodSchema } from '@interlock/domain/dataset';
import { DomainError, parseInput } from '@interlock/domain/error';
import { decideTrigger, type TriggerDecision } from '@interlock/domain/retrain';
import { z } from 'zod';
import { authorize, type ServiceContext, transact } from '../access/index.ts';
import type { EndpointRow } from '../deployment/index.ts';
import { type Evaluation, evaluateWindow } from './evaluate-window.ts';
import { sizeOfWindow } from './read-window.ts';
import { causeOf, startTriggerInTx } from './start-trigger.ts';
import { whatIsOpen } from './what-is-open.ts';

const monitorWindowInput = z.object({ endpointId: z.uuid('must be an id'), window: datasetPeriodSchema });

/** Fewer predictions than this say nothing about a month; the window is left alone until more come. */
export const MIN_PREDICTIONS = 100;

export interface Monitored {
	/** `too-few`: below 100 predictions of the champion. `no-champion`: nothing serves. `waiting`: judged; a retrain waits for what is open. */
	outcome: 'evaluated' | 'too-few' | 'no-champion' | 'waiting';
	monitorRunId: string | null;
	triggerId: string | null;
	sentence: string;
}

/**
 * Judges one window of an endpoint as its champion saw it: drift of its inputs against the champion's training data, and its error once
 * labels are in; then decides whether it starts a retrain. Unchanged data isn't evaluated again. What arrives meanwhile keeps the window marked.
 */
export async function monitorWindow(ctx: ServiceContext, input: z.input<typeof monitorWindowInput>): Promise<Monitored> {
	const wanted = parseInput(monitorWindowInput, input);
	return transact(ctx, async (tx) => {
		const [row] = await tx.select().from(endpoint).where(eq(endpoint.id, wanted.endpointId));
		if (!row) throw new DomainError('not-found', 'endpoint not found', { field: 'endpoint', value: wanted.endpointId });
		authorize(ctx, 'monitor:run', row, { kind: 'endpoint', id: row.id, name: row.name });
		const marked = await readMark(tx, wanted);
		const champion = row.championVersionId;
		if (!champion) {
			await clearMark(tx, wanted, marked);
			return { outcome: 'no-champion', monitorRunId: null, triggerId: null, sentence: 'The endpoint serves no version.' };
		}
		const size = await sizeOfWindow(tx, row.id, champion, wanted.window);
		if (size.predictions < MIN_PREDICTIONS) {
			await clearMark(tx, wanted, marked);
			return { outcome: 'too-few', monitorRunId: null, triggerId: null, sentence: `${size.predictions} of at least ${MIN_PREDICTIONS} predictions.` };
		}
		const evaluation = await evaluateWindow(tx, ctx, row, champion, wanted.window, size);
		const decision = decideTrigger(await factsOf(tx, row, champion, wanted.window, evaluation));
		const triggerId = decision.start
			? await startTriggerInTx(tx, ctx, row, { window: wanted.window, championVersionId: champion, kind: decision.kind, sentence: decision.sentence })
			: null;
		const waits = !decision.start && decision.wait;
		await noteDecision(tx, evaluation, decision);
		if (!waits) await clearMark(tx, wanted, marked);
		return {
			outcome: waits ? 'waiting' : 'evaluated',
			monitorRunId: evaluation.monitorRunId,
			triggerId,
			sentence: decision.start ? decision.sentence : decision.because,
		};
	});
}

type Wanted = z.output<typeof monitorWindowInput>;

const markOf = ({ endpointId, window }: Wanted) => and(eq(dirtyWindow.endpointId, endpointId), eq(dirtyWindow.window, window));

async function readMark(tx: Tx, wanted: Wanted): Promise<number | null> {
	const [row] = await tx.select({ sinceMs: dirtyWindow.sinceMs }).from(dirtyWindow).where(markOf(wanted));
	return row?.sinceMs ?? null;
}

/** Clears the mark this evaluation began with; a newer one stays. */
async function clearMark(tx: Tx, wanted: Wanted, sinceMs: number | null): Promise<void> {
	if (sinceMs !== null) await tx.delete(dirtyWindow).where(and(markOf(wanted), lte(dirtyWindow.sinceMs, sinceMs)));
}

async function factsOf(tx: Tx, row: EndpointRow, champion: string, window: string, { drift, decay, size, summary }: Evaluation) {
	const [before] = await tx
		.select({ id: retrainTrigger.id })
		.from(retrainTrigger)
		.where(eq(retrainTrigger.cause, causeOf(row.id, window, champion)));
	const [newer] = await tx
		.select({ window: max(monitorRun.window) })
		.from(monitorRun)
		.where(and(eq(monitorRun.endpointId, row.id), gt(monitorRun.window, window)));
	return {
		configured: row.retrain !== null,
		window,
		drift,
		decay,
		coverage: size.labelled / size.predictions,
		blocks: summary.labelledDays,
		startedBefore: before !== undefined,
		newerWindow: newer?.window ?? null,
		open: await whatIsOpen(tx, row.id),
	};
}

async function noteDecision(tx: Tx, evaluation: Evaluation, decision: TriggerDecision): Promise<void> {
	const retrain = decision.start ? { started: true, sentence: decision.sentence } : { started: false, sentence: decision.because };
	await tx
		.update(monitorRun)
		.set({ summary: { ...evaluation.summary, retrain } })
		.where(eq(monitorRun.id, evaluation.monitorRunId));
}
