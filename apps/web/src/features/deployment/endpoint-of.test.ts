import { describe, expect, it } from 'vitest';
import type { Outputs } from '../../api/outputs.ts';
import { endpointOf } from './endpoint-of.ts';

type View = Outputs['deployment']['get'];

const MINUTE = 60_000;
const point = (versionId: string, minute: number, over: Partial<View['charts']['points'][number]> = {}): View['charts']['points'][number] => ({
	atMs: minute * MINUTE,
	versionId,
	shadow: false,
	requests: 60,
	errors: 0,
	latencyP95Ms: 2,
	meanPrediction: 6,
	...over,
});
const check = (over: Partial<View['checks'][number]>): View['checks'][number] => ({
	id: 'latency-p95',
	title: 'Latency p95',
	unit: 'ms',
	champion: 2.24,
	candidate: 1.4711,
	limit: null,
	status: 'shown',
	readings: [],
	...over,
});
const rollout = (over: Partial<NonNullable<View['rollout']>> = {}): NonNullable<View['rollout']> => ({
	id: 'r',
	state: 'live',
	change: null,
	from: { id: 'one', version: 1 },
	to: { id: 'three', version: 3 },
	plan: { steps: [], lookEveryMs: MINUTE, alpha: 0.05, nonInferiorityMargin: 0.02, absoluteErrorLimit: 0.02, maxConsecutiveErrors: 5 },
	stepIndex: 0,
	steps: [],
	reason: null,
	requested: null,
	startedAtMs: 0,
	endedAtMs: null,
	...over,
});
const view = (over: Partial<View> = {}): View => ({
	id: 'e',
	name: 'arrival-delay',
	environment: 'production',
	model: 'arrival-delay',
	config: {
		task: 'regression',
		target: 'arr_delay',
		unit: 'minutes',
		blockColumn: 'day',
		sliceColumns: [],
		naiveColumn: null,
		eventTimeColumn: 'scheduled_at',
		keyColumn: 'flight_id',
	},
	retrain: null,
	path: '/serve/acme/flights/arrival-delay/invocations',
	champion: { id: 'three', version: 3 },
	championSinceMs: 0,
	previous: { id: 'one', version: 1 },
	heldReason: null,
	traffic: [],
	route: null,
	servers: { current: 1, alive: 1, refusals: [] },
	rollout: rollout(),
	checks: [],
	revisions: [],
	charts: { range: '1h', bucketMs: MINUTE, fromMs: 0, untilMs: 60 * MINUTE, points: [] },
	may: { rollBack: { allowed: true, reason: null }, operate: { allowed: false, reason: 'Only an operator.' } },
	...over,
});
const of = (over: Partial<View> = {}) => endpointOf(view(over), 'http://localhost', 0);
const charted = (points: View['charts']['points'], over: Partial<View> = {}) => of({ charts: { ...view().charts, points }, ...over }).charts;

describe('the charts of an endpoint', () => {
	it('draw no line over a pause, except that nothing was asked then', () => {
		const [requests, latency] = charted([point('three', 1), point('three', 2), point('three', 9)]);
		expect(requests?.series[0]?.values).toEqual([1, 1, 0, 0, 1]);
		expect(latency?.series[0]?.values).toEqual([2, 2, null, null, 2]);
		expect(latency?.series[0]?.atMs.map((at) => at / MINUTE)).toEqual([1, 2, 3, 8, 9]);
	});

	it('leave out the answers that nobody received', () => {
		expect(charted([point('three', 1, { shadow: true })])[0]?.series).toEqual([]);
	});

	it('keep the strokes of champion and candidate for them', () => {
		const rolesOf = (over: Partial<View>) => charted([point('one', 1), point('three', 1)], over)[0]?.series.map(({ version, role }) => [version, role]);
		expect(rolesOf({})).toEqual([
			[1, 'earlier'],
			[3, 'champion'],
		]);
		expect(rolesOf({ champion: { id: 'one', version: 1 }, rollout: rollout({ state: 'running' }) })).toEqual([
			[1, 'champion'],
			[3, 'candidate'],
		]);
	});
});

describe('an inference server that refuses a version', () => {
	it('is named with what it refuses and why', () => {
		const refusals: View['servers']['refusals'] = [
			{ server: '764e1e96-0000-7000-8000-000000000000', version: 3, role: 'candidate', reason: 'model.onnx: no such operator.' },
		];
		expect(of({ servers: { current: 0, alive: 1, refusals } }).servers.refusals.map((refusal) => refusal.sentence)).toEqual([
			"Inference server 764e1e96 can't load candidate v3: model.onnx: no such operator.",
		]);
	});
});

describe('a rollout', () => {
	it('gives both figures of a check as many decimals', () => {
		expect(of({ checks: [check({})] }).rollout?.checks[0]).toMatchObject({ champion: '2.240 ms', candidate: '1.471 ms', state: 'shown' });
		expect(of({ checks: [check({ unit: 'count', champion: null, candidate: 438 })] }).rollout?.checks[0]).toMatchObject({ champion: null, candidate: '438' });
	});

	it('says what a person asked for until the process acts on it', () => {
		const asked = (what: 'pause' | 'promote', reason: string | null) =>
			of({ rollout: rollout({ requested: { what, by: 'Maya', reason } }) }).rollout?.requested;
		expect(asked('pause', 'odd latency')).toBe('Maya paused it: odd latency');
		expect(asked('promote', null)).toBe('Maya asked to promote it; the next look acts on that.');
	});

	it('offers the way back only when none is open', () => {
		expect(of().rollBackTo).toBe(1);
		expect(of({ rollout: rollout({ state: 'running' }) }).rollBackTo).toBeNull();
	});
});
