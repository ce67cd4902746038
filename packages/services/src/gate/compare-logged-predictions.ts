import { and, eq, like } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { artifact } from '@interlock/db/tables';
import { compareParity, type ParityReport } from '@interlock/domain/comparison';
import { readNumber, readText } from '@interlock/domain/dataset';
import { isFindingAboutCandidate } from './evaluation-failure.ts';
import type { ServiceContext } from '../access/index.ts';
import { readDatasetColumns } from '../dataset/index.ts';
import type { Holdout } from './read-holdout.ts';

export interface Parity {
	parity: ParityReport | null;
	/** Why there is no report, or what it leaves open. */
	parityNote: string | null;
}

export interface LoggedPredictions {
	orgId: string;
	sha256: string;
	format: 'parquet' | 'csv';
}

/** The artifact `parity.parquet` or `parity.csv` of a run: its own predictions of the held-out rows, by key. */
export async function findLoggedPredictions(tx: Tx, runId: string | null): Promise<LoggedPredictions | null> {
	if (!runId) return null;
	const rows = await tx
		.select({ orgId: artifact.orgId, path: artifact.path, sha256: artifact.sha256 })
		.from(artifact)
		.where(and(eq(artifact.ownerId, runId), like(artifact.path, 'parity.%')));
	const found = rows.find((row) => row.path === 'parity.parquet' || row.path === 'parity.csv');
	return found ? { orgId: found.orgId, sha256: found.sha256, format: found.path.endsWith('.csv') ? 'csv' : 'parquet' } : null;
}

/** Compares what the training process predicted with what the serving runtime answers, by key. Nothing is refused by it: a broken file is a note. */
export async function compareLoggedPredictions(
	ctx: ServiceContext,
	logged: LoggedPredictions | null,
	holdout: Holdout,
	served: Float64Array,
	keyColumn: string,
): Promise<Parity> {
	if (!logged) return { parity: null, parityNote: 'The run logged no predictions of its own.' };
	if (!holdout.keys) return { parity: null, parityNote: `The held-out data has no column ${keyColumn} to match the run's predictions by.` };
	try {
		const table = await readDatasetColumns(ctx, logged, [keyColumn, 'prediction']);
		const [keys, predictions] = [table.columns[0]?.values ?? [], table.columns[1]?.values ?? []];
		const byKey = new Map(keys.map((key, row) => [readText(key), readNumber(predictions[row])]));
		const pairs = holdout.keys.flatMap((key, row) => {
			const own = byKey.get(key);
			return own === undefined ? [] : [{ own: own ?? Number.NaN, served: served[row] ?? Number.NaN }];
		});
		if (pairs.length === 0) return { parity: null, parityNote: "The run's predictions are of other rows than the held-out ones." };
		const parity = compareParity(
			pairs.map((pair) => pair.own),
			pairs.map((pair) => pair.served),
		);
		return { parity, parityNote: pairs.length < holdout.rows ? `${pairs.length} of ${holdout.rows} held-out rows have a prediction of the run.` : null };
	} catch (error) {
		if (!isFindingAboutCandidate(error)) throw error;
		return { parity: null, parityNote: `The run's predictions can't be read: ${error.message}` };
	}
}
