import { formatAlike, formatShare } from '@interlock/ui/data';
import type { Permit } from '@interlock/ui/review';
import type { Outputs } from '../../api/outputs.ts';
import type { EndpointChart, EndpointDetail, EndpointRow, RolloutCheckView, RolloutStepView, RolloutView, VersionSeries } from './types.ts';

type View = Outputs['deployment']['get'];
type Rollout = NonNullable<View['rollout']>;

/** The endpoint's page from what the API answers. `origin`: of the address people use. */
export function endpointOf(view: View, origin: string, nowMs: number): EndpointDetail {
	const url = `${origin}${view.path}`;
	const rollout = view.rollout ? rolloutOf(view.rollout, view) : null;
	const open = rollout?.state === 'running' || rollout?.state === 'paused';
	return {
		id: view.id,
		name: view.name,
		environment: view.environment,
		model: view.model,
		url,
		example: exampleOf(url),
		held: view.heldReason,
		shares: view.traffic.map(({ version, role, weight, shadow }) => ({ version, role, weight, shadow })),
		servers: {
			...view.servers,
			refusals: view.servers.refusals.map(({ server, version, role, reason }) => ({
				key: `${server}/${role}`,
				sentence: `Inference server ${shortOf(server)} can't load ${role} v${version}: ${reason}`,
			})),
		},
		rollout,
		charts: chartsOf(view),
		span: [view.charts.fromMs, view.charts.untilMs],
		steps: (view.rollout?.steps ?? []).flatMap((step) => (step.startedAtMs === null ? [] : [{ atMs: step.startedAtMs, label: titleOf(step) }])),
		revisions: view.revisions.map((revision) => ({
			key: revision.rolloutId,
			version: revision.version.version,
			state: revision.state,
			weight: revision.weight,
			change: revision.change && { number: revision.change.number, author: revision.change.author, approvers: revision.change.approvers },
			reason: revision.reason,
			atMs: revision.startedAtMs,
		})),
		rollBackTo: open ? null : (view.previous?.version ?? null),
		mayRollBack: permitOf(view.may.rollBack),
		nowMs,
	};
}

/** A rollout with its checks and what the reader may do about it. */
export function rolloutOf(rollout: Rollout, view: Pick<View, 'checks' | 'may'>): RolloutView {
	const judged = [...rollout.steps].reverse().find((step) => step.judgement !== null)?.judgement ?? null;
	const open = rollout.state === 'running' || rollout.state === 'paused';
	return {
		id: rollout.id,
		state: rollout.state,
		from: rollout.from?.version ?? null,
		to: rollout.to.version,
		change: rollout.change?.number ?? null,
		reason: rollout.reason,
		requested: rollout.requested && requestSentence(rollout.requested),
		standing: open ? (judged?.judgement.reason ?? null) : null,
		steps: rollout.steps.map(stepOf),
		checks: view.checks.map(checkOf),
		checkedAtMs: judged?.atMs ?? null,
		permits: { operate: permitOf(view.may.operate), rollBack: permitOf(view.may.rollBack) },
	};
}

export function permitOf(may: { allowed: boolean; reason: string | null }): Permit {
	return may.allowed ? { allowed: true } : { allowed: false, reason: may.reason ?? 'Not allowed.' };
}

function requestSentence({ what, by, reason }: NonNullable<Rollout['requested']>): string {
	const asked = what === 'pause' ? `${by} paused it` : `${by} asked to promote it; the next look acts on that`;
	return reason ? `${asked}: ${reason}` : `${asked}.`;
}

/** An identifier's first group; a name as it is. */
function shortOf(id: string): string {
	return id.length > 20 ? id.slice(0, 8) : id;
}

function titleOf({ shadow, weight }: { shadow: boolean; weight: number }): string {
	return shadow ? 'Shadow' : `${weight}%`;
}

function stepOf(step: Rollout['steps'][number]): RolloutStepView {
	const numbers = step.judgement?.judgement.numbers;
	return {
		key: String(step.index),
		title: titleOf(step),
		shadow: step.shadow,
		state: step.state,
		startedAtMs: step.startedAtMs,
		endedAtMs: step.endedAtMs,
		note: numbers ? `${numbers.requests.toLocaleString('en-GB')} of at least ${numbers.minRequests.toLocaleString('en-GB')} requests` : null,
		progress: numbers ? (numbers.minRequests === 0 ? 1 : Math.min(1, numbers.requests / numbers.minRequests)) : null,
	};
}

const CHECK = { passed: 'passed', waiting: 'pending', failed: 'failed', shown: 'shown' } as const;
const READING = { passed: 'passed', waiting: 'inconclusive', failed: 'failed' } as const;

function checkOf(check: View['checks'][number]): RolloutCheckView {
	return {
		key: check.id,
		name: check.title,
		state: CHECK[check.status],
		champion: figureOf(check.champion, check.unit, check.candidate),
		candidate: figureOf(check.candidate, check.unit, check.champion),
		limit: check.limit,
		readings: check.readings.map((reading) => READING[reading]),
	};
}

function figureOf(value: number | null, unit: string, beside: number | null): string | null {
	if (value === null) return null;
	if (unit === 'share') return formatShare(value);
	const figure = formatAlike(value, beside);
	return unit === 'count' || unit === '' ? figure : `${figure} ${unit}`;
}

type Point = View['charts']['points'][number];

/** A line per version and role; shadow answers are left out, nobody received them. */
function chartsOf(view: View): EndpointChart[] {
	const perSecond = 1000 / view.charts.bucketMs;
	const unit = view.config.unit;
	return [
		{ key: 'requests', title: 'Requests per second', unit: '', limit: null, series: seriesOf(view, (p) => p.requests * perSecond, 0) },
		{ key: 'latency', title: 'Latency p95', unit: 'ms', limit: null, series: seriesOf(view, (p) => p.latencyP95Ms) },
		{ key: 'errors', title: 'Errors', unit: '%', limit: null, series: seriesOf(view, (p) => (p.requests === 0 ? null : (p.errors / p.requests) * 100)) },
		{ key: 'mean', title: 'Mean prediction', unit, limit: null, series: seriesOf(view, (p) => p.meanPrediction) },
	];
}

/** `between`: the value while nobody asked; null draws no line there. */
function seriesOf(view: View, valueOf: (point: Point) => number | null, between: number | null = null): VersionSeries[] {
	const answered = view.charts.points.filter((point) => !point.shadow);
	const known = [view.rollout?.to, view.champion, view.rollout?.from, view.previous, ...view.revisions.map((revision) => revision.version)];
	return [...new Set(answered.map((point) => point.versionId))].map((versionId) => {
		const own = answered.filter((point) => point.versionId === versionId).sort((a, b) => a.atMs - b.atMs);
		const drawn = own.flatMap((point, i) => [
			...pauseBetween(own[i - 1], point, view.charts.bucketMs).map((atMs) => ({ atMs, value: between })),
			{ atMs: point.atMs, value: valueOf(point) },
		]);
		return {
			version: known.find((ref) => ref?.id === versionId)?.version ?? 0,
			role: roleOf(view, versionId),
			atMs: drawn.map((point) => point.atMs),
			values: drawn.map((point) => point.value),
		};
	});
}

function roleOf({ champion, rollout }: View, versionId: string): VersionSeries['role'] {
	if (champion?.id === versionId) return 'champion';
	return rollout?.to.id === versionId ? 'candidate' : 'earlier';
}

/** The first and last bucket of a pause between two points; none where they are neighbours. */
function pauseBetween(before: Point | undefined, after: Point, bucketMs: number): number[] {
	if (!before || after.atMs - before.atMs <= bucketMs) return [];
	return [...new Set([before.atMs + bucketMs, after.atMs - bucketMs])];
}

function exampleOf(url: string): string {
	return [
		`curl -X POST ${url} \\`,
		'  -H "Authorization: Bearer $TOKEN" \\',
		'  -H "Content-Type: application/json" \\',
		`  -d '{"dataframe_records": [{"column": "value"}]}'`,
	].join('\n');
}

/** The deployments table's rows, each with its newest judged window. */
export function endpointRowsOf(rows: Outputs['deployment']['list'], monitors: Outputs['monitor']['list']): EndpointRow[] {
	return rows.map((row) => {
		const monitor = monitors.find((candidate) => candidate.endpointId === row.id);
		const newest = monitor?.windows.at(-1);
		return {
			name: row.name,
			environment: row.environment,
			model: row.model,
			championVersion: row.championVersion,
			championSinceMs: row.championSinceMs,
			held: row.heldReason,
			rollout: row.rollout && { toVersion: row.rollout.toVersion, state: row.rollout.state, step: titleOf(row.rollout), shadow: row.rollout.shadow },
			lastHour: row.lastHour,
			window:
				newest && monitor
					? { window: newest.window, error: newest.error, unit: monitor.unit, decayed: newest.decay === 'decayed', driftedColumns: newest.driftedColumns }
					: null,
		};
	});
}
