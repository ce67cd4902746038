import type { Outputs } from '../../api/outputs.ts';
import type { MetricCurve, RunAttempt, RunDetail, RunListData, RunRow, RunState, TrainingChoices } from './types.ts';
import { PAGE_SIZE } from './run-search.ts';

type Listed = Outputs['run']['list']['runs'][number];
type Detail = Outputs['run']['get'];

/** The runs table's data from what the API answers. */
export function runListOf(page: Outputs['run']['list'], columns: Outputs['run']['columns'], nowMs: number): RunListData {
	return {
		rows: page.runs.map(rowOf),
		total: page.total,
		counts: page.counts,
		metricKeys: columns.metrics.map(({ key }) => key),
		paramKeys: columns.params.map(({ key }) => key),
		pageSize: PAGE_SIZE,
		filterError: null,
		nowMs,
	};
}

function rowOf(run: Listed): RunRow {
	return {
		id: run.runId,
		name: run.name,
		state: stateOf(run.status, run.training),
		startedBy: run.startedBy,
		machine: run.machine,
		experiment: run.experiment,
		startedAtMs: run.startedAtMs,
		endedAtMs: run.endedAtMs,
		metrics: run.metrics,
		trend: run.trend,
		params: run.params,
		datasets: [...new Set(run.datasets.map(({ name }) => name))].map((name) => ({ name, version: null })),
		model: run.models[0] ?? null,
	};
}

/** MLflow's status in our words; a training that is to stop says so while it still runs. */
export function stateOf(status: string, training: { state: string; cancelRequested: boolean } | null): RunState {
	if (training?.state === 'queued') return 'queued';
	if (status === 'RUNNING' || status === 'SCHEDULED') return training?.cancelRequested ? 'cancelling' : status === 'SCHEDULED' ? 'queued' : 'running';
	if (status === 'FINISHED') return 'finished';
	return status === 'KILLED' ? 'cancelled' : 'failed';
}

export interface RunParts {
	run: Detail;
	curves: Outputs['run']['curves'];
	files: Outputs['run']['files'];
	mayCancel: RunDetail['mayCancel'];
	nowMs: number;
}

/** One run's page from what the API answers. */
export function runDetailOf({ run, curves, files, mayCancel, nowMs }: RunParts): RunDetail {
	const { training } = run;
	return {
		id: run.runId,
		name: run.name,
		state: stateOf(run.status, training && { state: training.state, cancelRequested: training.cancelRequestedAtMs !== null }),
		reason: run.status === 'FINISHED' ? null : (training?.reason ?? null),
		startedBy: run.startedBy,
		machine: run.startedByUserId === null,
		experiment: run.experiment,
		startedAtMs: run.startedAtMs,
		endedAtMs: run.endedAtMs,
		template: training?.template ?? null,
		codeDigest: training?.codeDigest ?? null,
		lockDigest: training?.lockDigest ?? null,
		client: run.tags['mlflow.source.name'] ?? null,
		params: Object.entries(run.params).map(([key, value]) => ({ key, value })),
		metrics: curves.map(curveOf),
		datasets: datasetsOf(run),
		attempts: run.attempts.map(attemptOf),
		reproduces: run.reproduces && reproducedOf(run.reproduces),
		reproductions: run.reproductions.map(reproducedOf),
		artifacts: files.map((file) => ({
			path: file.owner.kind === 'run' ? file.path : `${file.owner.name}/${file.path}`,
			sizeBytes: file.sizeBytes,
			sha256: file.sha256,
		})),
		models: run.modelVersions.map(({ model, version }) => ({ name: model, version })),
		mayCancel,
		nowMs,
	};
}

/** What a training was given, else what the run says it used. */
function datasetsOf(run: Detail): RunDetail['datasets'] {
	if (run.training)
		return run.training.datasets.map(({ datasetVersionId, name, version, role }) => ({ key: `${role}/${datasetVersionId}`, name, version, digest: '', role }));
	return run.inputs.map((input) => ({
		key: `${input.name}/${input.digest}`,
		name: input.name,
		version: null,
		digest: input.digest,
		role: input.tags['mlflow.data.context'] ?? 'input',
	}));
}

function reproducedOf({ runId, name, change }: Detail['reproductions'][number]): RunDetail['reproductions'][number] {
	return { id: runId, name, change };
}

function curveOf(curve: Outputs['run']['curves'][number]): MetricCurve {
	return {
		key: curve.key,
		last: curve.points.at(-1)?.value ?? null,
		steps: curve.points.map((point) => point.step),
		values: curve.points.map((point) => point.value),
		logged: curve.total,
	};
}

const ATTEMPT_STATES: readonly RunAttempt['state'][] = ['queued', 'leased', 'running', 'succeeded', 'failed', 'cancelled', 'lost'];

function attemptOf(attempt: Detail['attempts'][number]): RunAttempt {
	const state = ATTEMPT_STATES.find((known) => known === attempt.state) ?? 'queued';
	return {
		number: attempt.number,
		state,
		phase: attempt.phase,
		agent: attempt.agentId && attempt.agentId.slice(0, 8),
		reason: attempt.reason,
		startedAtMs: attempt.startedAtMs,
		endedAtMs: attempt.endedAtMs,
	};
}

/** What a training can be started from. */
export function choicesOf(
	templates: Outputs['training']['templates'],
	datasets: readonly Outputs['dataset']['get'][],
	models: Outputs['model']['list'],
): TrainingChoices {
	return {
		templates: templates.map(({ name, parameters }) => ({
			name,
			parameters: parameters.map((p) => ({ name: p.name, type: p.type, default: p.default ?? '' })),
		})),
		datasets: datasets.map((dataset) => ({ name: dataset.name, versions: dataset.versions.map(({ version, period }) => ({ version, period })) })),
		models: models.map(({ name }) => name),
	};
}
