import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { driftResult, monitorRun } from '@interlock/db/tables';
import { type ColumnDrift, type DecayReport, detectDrift, type DriftReport, judgeDecay, profileWindow } from '@interlock/domain/drift';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type EndpointRow, publishEndpointEvent } from '../deployment/index.ts';
import { readWindow, type WindowSize } from './read-window.ts';
import { referenceOf } from './reference-of.ts';

export interface MonitorSummary extends Record<string, unknown> {
	drift: Omit<DriftReport, 'columns'>;
	/** null: no reference error is known. */
	decay: DecayReport | null;
	/** Days (by event time) with a labelled prediction. */
	labelledDays: number;
	/** What the window started, or why nothing; written when it was decided. */
	retrain: { started: boolean; sentence: string } | null;
}

export interface Evaluation {
	monitorRunId: string;
	size: WindowSize;
	drift: Omit<DriftReport, 'columns'>;
	decay: DecayReport | null;
	summary: MonitorSummary;
}

/** What is kept of a drifted or steady column beside its figures, for drawing. */
export interface StoredBins {
	bars: ColumnDrift['bars'];
	psi: number;
	referenceMissing: number;
	currentMissing: number;
	referenceMean: number | null;
	currentMean: number | null;
	sentence: string;
}

/** Evaluates a window and stores the result, once per state of its data: the same predictions and labels give the stored one. */
export async function evaluateWindow(
	tx: Tx,
	ctx: ServiceContext,
	endpoint: EndpointRow,
	versionId: string,
	window: string,
	size: WindowSize,
): Promise<Evaluation> {
	const known = await findEvaluation(tx, endpoint.id, versionId, window, size);
	if (known) return known;
	const reference = await referenceOf(tx, ctx, versionId);
	const rows = await readWindow(tx, endpoint.id, versionId, window);
	const profile = reference.profile ?? { rows: 0, columns: [] };
	const { columns, ...drift } = detectDrift(profile, profileWindow(profile, rows.columns));
	const decay = reference.error === null ? null : judgeDecay({ ...rows, block: rows.day, predictions: size.predictions, referenceMae: reference.error });
	const summary: MonitorSummary = { drift, decay, labelledDays: new Set(rows.day).size, retrain: null };
	const { orgId, projectId } = endpoint;
	const [run] = await tx
		.insert(monitorRun)
		.values({
			orgId,
			projectId,
			endpointId: endpoint.id,
			window,
			modelVersionId: versionId,
			referenceDatasetVersionId: reference.datasets[0]?.id ?? null,
			...size,
			error: decay?.mae ?? null,
			referenceError: reference.error,
			decayed: decay?.verdict === 'decayed',
			driftedColumns: drift.drifted.length,
			summary,
		})
		.onConflictDoNothing()
		.returning({ id: monitorRun.id });
	if (!run) {
		const other = await findEvaluation(tx, endpoint.id, versionId, window, size);
		if (other) return other;
		throw new Error(`monitor: the evaluation of ${window} was not stored`);
	}
	if (columns.length > 0) await tx.insert(driftResult).values(columns.map((column) => ({ orgId, projectId, monitorRunId: run.id, ...storedColumn(column) })));
	await recordAudit(tx, ctx, {
		action: 'monitor.evaluated',
		orgId,
		projectId,
		target: { kind: 'endpoint', id: endpoint.id, name: endpoint.name },
		after: {
			window,
			versionId,
			...size,
			drift: drift.verdict,
			drifted: drift.drifted,
			decay: decay?.verdict ?? null,
			error: decay?.mae ?? null,
			referenceError: reference.error,
		},
	});
	await publishEndpointEvent(tx, endpoint, 'monitor.evaluated', { window, drifted: drift.drifted.length, decayed: decay?.verdict === 'decayed' });
	return { monitorRunId: run.id, size, drift, decay, summary };
}

async function findEvaluation(tx: Tx, endpointId: string, versionId: string, window: string, size: WindowSize): Promise<Evaluation | null> {
	const [row] = await tx
		.select()
		.from(monitorRun)
		.where(
			and(
				eq(monitorRun.endpointId, endpointId),
				eq(monitorRun.window, window),
				eq(monitorRun.modelVersionId, versionId),
				eq(monitorRun.predictions, size.predictions),
				eq(monitorRun.labelled, size.labelled),
			),
		);
	if (!row) return null;
	const summary = row.summary as MonitorSummary;
	return { monitorRunId: row.id, size, drift: summary.drift, decay: summary.decay, summary };
}

function storedColumn(column: ColumnDrift) {
	const { bars, psi, referenceMissing, currentMissing, referenceMean, currentMean, sentence } = column;
	const bins: StoredBins = { bars, psi, referenceMissing, currentMissing, referenceMean, currentMean, sentence };
	return {
		column: column.column,
		test: column.test,
		statistic: column.statistic,
		p: column.pValue,
		pAdjusted: column.adjustedPValue,
		effect: column.effect,
		effectName: column.effectName,
		margin: column.margin,
		drifted: column.drifted,
		bins,
	};
}
