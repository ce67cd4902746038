import type {
	ChangeActivities,
	EvaluationActivities,
	MonitorActivities,
	RetrainActivities,
	RolloutActivities,
	RunActivities,
} from '@interlock/contracts/process';

/** Answers an activity gives, one after the other; the last one again and again. */
type Answers<T> = { [K in keyof T]?: T[K] extends (input: never) => Promise<infer R> ? R[] : never };

export interface Scenario {
	process: string;
	workflow: string;
	name: string;
	args: unknown;
	answers: Record<string, unknown[]>;
	/** Doorbells rung after so many activity calls. */
	ringAfter?: number[];
	/** Cancels after so many activity calls. */
	cancelAfter?: number;
}

const run = (name: string, answers: Answers<RunActivities>, more: Partial<Scenario> = {}): Scenario => ({
	process: 'run',
	workflow: 'runProcess',
	name,
	args: { runId: 'r' },
	answers: answers as Record<string, unknown[]>,
	...more,
});
const rollout = (name: string, answers: Answers<RolloutActivities>, more: Partial<Scenario> = {}): Scenario => ({
	process: 'rollout',
	workflow: 'rolloutProcess',
	name,
	args: { rolloutId: 'o' },
	answers: answers as Record<string, unknown[]>,
	...more,
});
const retrain = (name: string, answers: Answers<RetrainActivities>, more: Partial<Scenario> = {}): Scenario => ({
	process: 'retrain',
	workflow: 'retrainProcess',
	name,
	args: { triggerId: 't' },
	answers: answers as Record<string, unknown[]>,
	...more,
});
const sweep = (name: string, answers: Answers<MonitorActivities>): Scenario => ({
	process: 'monitor-sweep',
	workflow: 'monitorSweepProcess',
	name,
	args: { endpointId: null },
	answers: answers as Record<string, unknown[]>,
});

const change = (name: string, answers: Answers<ChangeActivities & EvaluationActivities>, more: Partial<Scenario> = {}): Scenario => ({
	process: 'change',
	workflow: 'changeProcess',
	name,
	args: { changeId: 'c' },
	answers: answers as Record<string, unknown[]>,
	...more,
});

const evaluated = { evaluation: 'finished' as const, rowsScored: 27010, blocks: 30 };
const at = (index: number, weighted: boolean, more = {}) => ({
	open: true,
	paused: false,
	index,
	weighted,
	acknowledged: weighted,
	complete: false,
	lookEveryMs: 50,
	...more,
});
const set = { outcome: 'set' as const, routeSeq: 1 };
const wait = { verdict: 'wait' as const, reason: 'not enough requests yet' };
const advance = { verdict: 'advance' as const, reason: 'shown to be no worse' };

/** Each way a process has gone or could go; recorded once, replayed in every test run. */
export const SCENARIOS: Scenario[] = [
	run(
		'succeeds',
		{ advanceRun: [{ next: 'again' }, { next: 'wait', waitMs: 60_000 }, { next: 'again' }, { next: 'end', state: 'succeeded' }] },
		{ ringAfter: [2] },
	),
	run('loses-an-attempt', {
		advanceRun: [
			{ next: 'again' },
			{ next: 'wait', waitMs: 50 },
			{ next: 'again' },
			{ next: 'again' },
			{ next: 'wait', waitMs: 50 },
			{ next: 'end', state: 'succeeded' },
		],
	}),
	run('ended-before', { advanceRun: [{ next: 'end', state: 'cancelled' }] }),
	rollout('goes-live', {
		readRollout: [at(0, false), at(0, true), at(0, true), at(1, false), at(1, true), at(2, false, { complete: true })],
		setWeight: [set],
		judgeRolloutStep: [wait, advance],
		finishRollout: [{ state: 'live' }],
	}),
	rollout('rolls-back', {
		readRollout: [at(1, false), at(1, true), { ...at(1, true), open: false }],
		setWeight: [set],
		judgeRolloutStep: [{ verdict: 'roll-back', reason: '12 of 100 requests failed' }],
		rollBackRollout: [{ state: 'rolled-back' }],
	}),
	rollout(
		'paused-then-resumed',
		{
			readRollout: [at(1, true, { paused: true }), at(1, true), at(1, true, { complete: true })],
			judgeRolloutStep: [wait, advance],
			finishRollout: [{ state: 'live' }],
		},
		{ ringAfter: [2] },
	),
	rollout('cancelled', { readRollout: [at(1, true)], judgeRolloutStep: [wait], rollBackRollout: [{ state: 'rolled-back' }] }, { cancelAfter: 4 }),
	retrain(
		'proposes',
		{
			readRetrain: [
				{ state: 'queued', training: 'none', reason: null },
				{ state: 'training', training: 'running', reason: null },
				{ state: 'training', training: 'succeeded', reason: null },
				{ state: 'proposed', training: 'succeeded', reason: null },
			],
			startRetrainTraining: [{ state: 'training' }],
			proposeRetrained: [{ state: 'proposed' }],
		},
		{ ringAfter: [3] },
	),
	retrain('training-fails', {
		readRetrain: [
			{ state: 'training', training: 'ended', reason: 'exit code 1' },
			{ state: 'failed', training: 'ended', reason: null },
		],
		failRetrain: [{ state: 'failed' }],
	}),
	change(
		'reviewed-and-applied',
		{
			considerChange: [{ next: 'evaluate', revision: 1 }, { next: 'wait', forMs: null }, { next: 'wait', forMs: null }, { next: 'end' }],
			evaluateRevision: [evaluated],
		},
		{ ringAfter: [3, 4] },
	),
	change(
		'second-revision',
		{
			considerChange: [{ next: 'evaluate', revision: 1 }, { next: 'wait', forMs: null }, { next: 'evaluate', revision: 2 }, { next: 'end' }],
			evaluateRevision: [evaluated, evaluated],
		},
		{ ringAfter: [3] },
	),
	change('closed-unproven', {
		considerChange: [{ next: 'evaluate', revision: 1 }, { next: 'close-unproven', reason: 'Not shown better' }, { next: 'end' }],
		evaluateRevision: [evaluated],
		closeByPolicy: [undefined],
	}),
	change('expires', { considerChange: [{ next: 'wait', forMs: 50 }, { next: 'expire' }, { next: 'end' }], closeByPolicy: [undefined] }),
	change('reminded-escalated-closed', {
		considerChange: [
			{ next: 'wait', forMs: 50 },
			{ next: 'remind' },
			{ next: 'wait', forMs: 50 },
			{ next: 'escalate' },
			{ next: 'wait', forMs: 50 },
			{ next: 'close-unreviewed', reason: 'Not approved within 14 days.' },
			{ next: 'end' },
		],
		remindReviewers: [undefined],
		closeByPolicy: [undefined],
	}),
	change(
		'emergency-taken-back',
		{
			considerChange: [{ next: 'wait', forMs: 500 }, { next: 'wait', forMs: 50 }, { next: 'take-back' }, { next: 'end' }],
			takeBackUnreviewed: [undefined],
		},
		{ ringAfter: [1] },
	),
	change(
		'trained-again',
		{
			considerChange: [
				{ next: 'reproduce', revision: 1 },
				{ next: 'evaluate', revision: 1 },
				{ next: 'wait', forMs: null },
				{ next: 'settle-reproduction', revision: 1 },
				{ next: 'wait', forMs: null },
				{ next: 'end' },
			],
			startReproduction: [undefined],
			evaluateRevision: [evaluated],
			settleReproduction: [undefined],
		},
		{ ringAfter: [5, 7] },
	),
	sweep('two-windows', {
		listDirtyWindows: [
			[
				{ orgId: 'o', endpointId: 'e', window: '2013-04' },
				{ orgId: 'o', endpointId: 'e', window: '2013-05' },
			],
		],
		monitorWindow: [{ outcome: 'judged', triggerId: null }],
	}),
	sweep('nothing-new', { listDirtyWindows: [[]] }),
];
