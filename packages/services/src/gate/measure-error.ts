import type { datasetVersion, EndpointConfig, modelVersion } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { isFindingAboutCandidate } from './evaluation-failure.ts';
import { readHoldout } from './read-holdout.ts';
import { inputsOf, openVersion, scoreTable } from './score-version.ts';

/** An artifact's bytes as stored: `version` is named when they are damaged. */
type StoredArtifact = Pick<typeof modelVersion.$inferSelect, 'orgId' | 'version' | 'files'>;

/** Mean absolute error of an artifact on the held-out data, in the serving runtime; null when it can't be opened or leaves a row without an answer. */
export async function measureError(
	ctx: ServiceContext,
	stored: StoredArtifact,
	holdout: typeof datasetVersion.$inferSelect,
	config: EndpointConfig,
): Promise<number | null> {
	try {
		const model = await openVersion(ctx, stored);
		try {
			const { inputs, actual } = await readHoldout(ctx, holdout, config, inputsOf(model));
			const { outputs, failures } = await scoreTable(model, inputs);
			if (failures.length > 0) return null;
			const errors = Array.from(actual, (value, row) => Math.abs(value - (outputs[row] ?? Number.NaN))).filter(Number.isFinite);
			return errors.length > 0 ? errors.reduce((sum, error) => sum + error, 0) / errors.length : null;
		} finally {
			await model.close();
		}
	} catch (error) {
		if (isFindingAboutCandidate(error)) return null;
		throw error;
	}
}
