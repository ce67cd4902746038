import type { Outputs } from '../../api/outputs.ts';
import { permitOf } from '../deployment/endpoint-of.ts';
import type { DriftColumn, DriftDetail, DriftWindow } from './types.ts';

type View = Outputs['monitor']['get'];
type Column = NonNullable<View['selected']>['columns'][number];

const TEST: Record<string, string> = { ks: 'Kolmogorov-Smirnov', 'chi-square': 'chi-square', missing: 'missing share' };

/** The drift page from what the API answers. */
export function driftOf(view: View, nowMs: number): DriftDetail {
	const { endpoint, reference, selected } = view;
	return {
		endpoint: endpoint.name,
		environment: endpoint.environment,
		model: null,
		reference: reference && {
			datasets: reference.datasets.map(({ name, version, period }) => `${name} v${version}${period ? ` (${period})` : ''}`).join(', '),
			error: reference.error,
		},
		unit: endpoint.unit,
		columns: [...new Set(view.windows.flatMap((window) => window.columns.map(({ column }) => column)))].sort(),
		windows: view.windows.map(windowOf),
		selected: selected && {
			window: selected.window,
			driftSentence: selected.driftSentence,
			decaySentence: selected.decay?.sentence ?? null,
			columns: selected.columns.map(columnOf),
		},
		retrains: view.retrains.map(({ id, window, kind, sentence, state, run, change, reason }) => ({
			key: id,
			window,
			kind,
			sentence,
			state,
			run,
			change,
			reason: reason ?? change?.closedReason ?? null,
		})),
		mayRun: permitOf(view.may.run),
		mayRetrain: permitOf(view.may.retrain),
		nowMs,
	};
}

function windowOf(window: View['windows'][number]): DriftWindow {
	return {
		window: window.window,
		version: window.champion.version,
		predictions: window.predictions,
		labelled: window.labelled,
		error: window.error,
		referenceError: window.referenceError,
		drift: window.drift,
		decay: window.decay,
		driftedColumns: window.driftedColumns,
		columns: Object.fromEntries(
			window.columns.map(({ column, effect, margin, drifted }) => [column, { effectOverMargin: margin > 0 ? effect / margin : 0, drifted }]),
		),
		consequence: window.retrain && (window.retrain.started ? 'It started a retrain.' : window.retrain.sentence),
		evaluatedAtMs: window.evaluatedAtMs,
		stale: window.stale,
	};
}

function columnOf(column: Column): DriftColumn {
	return {
		column: column.column,
		sentence: column.sentence,
		test: TEST[column.test] ?? column.test,
		pAdjusted: column.pAdjusted,
		effect: column.effect,
		effectName: column.effectName === 'psi' ? 'PSI' : column.effectName,
		margin: column.margin,
		drifted: column.drifted,
		reference: sharesOf(column.bars.reference),
		current: sharesOf(column.bars.current),
	};
}

function sharesOf(counts: readonly number[]): number[] {
	const total = counts.reduce((sum, n) => sum + n, 0);
	return total === 0 ? [] : counts.map((n) => n / total);
}
