import { RestError, type Rest } from '../rest.ts';
import type { QuickstartEnv } from './env.ts';
import { DATASET, ENDPOINT, ENDPOINT_BODY, ENDPOINT_PATH, EXPECTATIONS, MODEL, PLACE, PROJECT, TEMPLATE } from './flights.ts';
import { exportMonths, monthFile } from './months.ts';
import { patiently, until } from './patience.ts';
import type { Figures } from './progress.ts';
import { labelsOfMonth, replayMonth, replayWhile } from './replay.ts';
import type { ChangeAnswer, EndpointAnswer, RunAnswer } from './shapes.ts';

const LABELS_AT_ONCE = 10_000;
const MINUTE_MS = 60_000;

export interface Doors {
	env: QuickstartEnv;
	author: Rest;
	reviewer: Rest;
	say(line: string): void;
}

export async function prepareData({ env, say }: Doors, periods: readonly string[]): Promise<Figures> {
	await exportMonths(env, periods, say);
	return { months: periods.length };
}

export async function createProject({ author }: Doors): Promise<Figures> {
	await patiently(() => author.post('/projects', { name: PROJECT.name })).catch(unlessConflict);
	return { project: `${PROJECT.org}/${PROJECT.slug}` };
}

export async function pushMonths({ env, author }: Doors, periods: readonly string[]): Promise<Figures> {
	const rows: Figures = {};
	for (const period of periods) {
		const query = new URLSearchParams({ format: 'parquet', period, expectations: JSON.stringify(EXPECTATIONS) });
		const pushed = await patiently(() => author.upload<{ rowCount: number }>(`${PLACE}/datasets/${DATASET}/versions?${query}`, monthFile(env, period)));
		rows[period] = pushed.rowCount;
	}
	return rows;
}

/** Trains on one month, with the next held out, and waits for its model version. */
export async function train({ author }: Doors, on: string, heldOut: string): Promise<Figures> {
	const started = await patiently(() =>
		author.post<{ runId: string; name: string }>(`${PLACE}/runs`, {
			template: TEMPLATE,
			name: `arrival-delay ${on}`,
			model: MODEL,
			datasets: [
				{ name: DATASET, period: on },
				{ name: DATASET, period: heldOut, role: 'holdout' },
			],
			idempotencyKey: `quickstart-train-${on}`,
		}),
	);
	const ended = await until('the training to end', 20 * MINUTE_MS, async () => {
		const run = await author.get<RunAnswer>(`${PLACE}/runs/${started.runId}`);
		return ['FINISHED', 'FAILED', 'KILLED'].includes(run.status) ? run : undefined;
	});
	if (ended.status !== 'FINISHED') throw new Error(`the training of ${on} ended ${ended.status}: ${ended.training?.reason ?? 'no reason given'}`);
	return { run: started.runId };
}

/** Makes the endpoint and proposes the run's version for it. */
export async function proposeFirst({ author }: Doors, run: string, heldOut: string): Promise<Figures> {
	await patiently(() => author.post(`${PLACE}/endpoints`, ENDPOINT_BODY)).catch(unlessConflict);
	const known = (await listChanges(author)).find((c) => c.origin === 'person');
	const opened =
		known ??
		(await patiently(() => author.post<{ number: number }>(`${PLACE}/changes`, { endpoint: ENDPOINT, run, title: 'First model: trained on January 2013' })));
	const change = await evaluated(author, opened.number);
	return { change: opened.number, ...figuresOf(change, heldOut) };
}

/** The seeded reviewer approves; the replayer sends held-back flights while the rollout is open. */
export async function approveFirst(doors: Doors, number: number, traffic: string): Promise<Figures> {
	const { reviewer } = doors;
	const change = await patiently(() => reviewer.get<ChangeAnswer>(`${PLACE}/changes/${number}`));
	if (change.state === 'in-review') {
		await patiently(() =>
			reviewer.post(`${PLACE}/changes/${number}/reviews`, {
				verdict: 'approve',
				body: 'Beats the naive rule on the held-out month.',
				digest: change.revision.digest,
			}),
		);
	}
	return rollOut(doors, number, traffic);
}

/** Waits until the change's rollout ended, with replayed traffic beside it. */
export async function rollOut(doors: Doors, number: number, traffic: string): Promise<Figures> {
	const stop = new AbortController();
	const replaying = replayWhile(doors.env, ENDPOINT_PATH, traffic, `change-${number}`, stop.signal);
	try {
		const ended = await until('the rollout to end', 30 * MINUTE_MS, async () => {
			const change = await doors.author.get<ChangeAnswer>(`${PLACE}/changes/${number}`);
			return change.state === 'applied' || change.state === 'closed' ? change : undefined;
		});
		if (ended.state !== 'applied') throw new Error(`change #${number} was closed: ${ended.closedReason ?? 'no reason given'}`);
	} finally {
		stop.abort();
	}
	const requests = await replaying;
	const endpoint = await patiently(() => doors.author.get<EndpointAnswer>(`${PLACE}/endpoints/${ENDPOINT}`));
	return { champion: endpoint.champion ? `v${endpoint.champion.version}` : null, requests };
}

/** A month of flights as predictions, then what really happened; the monitor is asked to judge the month. */
export async function replay({ env, author }: Doors, period: string): Promise<Figures> {
	const rows = await replayMonth(env, ENDPOINT_PATH, period);
	const labels = await labelsOfMonth(env, period);
	await until('the predictions to be stored', 5 * MINUTE_MS, async () => {
		try {
			for (let at = 0; at < labels.length; at += LABELS_AT_ONCE) {
				await author.post(`${PLACE}/endpoints/${ENDPOINT}/labels`, { labels: labels.slice(at, at + LABELS_AT_ONCE) });
			}
			return true;
		} catch (error) {
			// Predictions travel by a spool: a label may come before its prediction is stored.
			if (error instanceof RestError && (error.status === 404 || error.status === 400)) return undefined;
			throw error;
		}
	});
	await patiently(() => author.post(`${PLACE}/endpoints/${ENDPOINT}/monitor`, { window: period })).catch(unlessConflict);
	return { predictions: rows, labels: labels.length };
}

/** Waits for the change that drift or decay of this month opened, and for its evidence. */
export async function retrained({ author }: Doors, period: string, after: number): Promise<{ number: number; change: ChangeAnswer; figures: Figures }> {
	const found = await until(`a retrain for ${period} to propose its model`, 20 * MINUTE_MS, async () =>
		(await listChanges(author)).find((c) => c.origin === 'retrain' && c.number > after),
	);
	const change = await evaluated(author, found.number);
	return { number: found.number, change, figures: { change: found.number, ...figuresOf(change, period) } };
}

export async function closedWithEvidence({ author }: Doors, number: number): Promise<string> {
	const closed = await until(`change #${number} to be closed with its evidence`, 5 * MINUTE_MS, async () => {
		const change = await author.get<ChangeAnswer>(`${PLACE}/changes/${number}`);
		return change.state === 'closed' ? change : undefined;
	});
	return closed.closedReason ?? 'closed';
}

async function evaluated(rest: Rest, number: number): Promise<ChangeAnswer> {
	const change = await until(`change #${number} to be evaluated`, 10 * MINUTE_MS, async () => {
		const now = await rest.get<ChangeAnswer>(`${PLACE}/changes/${number}`);
		return now.revision.evaluation === 'finished' || now.revision.evaluation === 'failed' ? now : undefined;
	});
	if (change.revision.evaluation === 'failed') throw new Error(`change #${number} could not be evaluated: ${change.revision.evaluationError ?? ''}`);
	return change;
}

async function listChanges(rest: Rest): Promise<{ number: number; origin: string; state: string }[]> {
	return (await patiently(() => rest.get<{ changes: { number: number; origin: string; state: string }[] }>(`${PLACE}/changes`))).changes;
}

function figuresOf({ comparison, gates }: ChangeAnswer, month: string): Figures {
	if (!comparison) return { month };
	const { report } = comparison;
	const mae = report.metrics.find((m) => m.name === 'mae');
	const judged = gates.find((g) => ['superiority', 'non-inferiority', 'beats-naive'].includes(g.gate));
	const { interval } = report.difference;
	return {
		month,
		rows: report.rows,
		blocks: report.blocks,
		[report.baseline]: round(mae?.baseline),
		candidate: round(mae?.candidate),
		difference: round(report.difference.delta),
		interval: interval ? `[${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]` : null,
		gate: judged ? `${judged.gate} ${judged.status}` : null,
	};
}

function round(value: number | undefined): number | null {
	return value === undefined ? null : Number(value.toFixed(2));
}

function unlessConflict(error: unknown): void {
	if (!(error instanceof RestError && error.status === 409)) throw error;
}
