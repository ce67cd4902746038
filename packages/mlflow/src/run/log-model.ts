import { DomainError } from '@interlock/domain/error';
import { getRun, setRunTag } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

const HISTORY_TAG = 'mlflow.log-model.history';
const NEEDED = ['artifact_path', 'flavors', 'run_id', 'utc_time_created'];

/** What clients before logged models say of a model they uploaded: appended to the run's tag, as MLflow does. */
export const runLogModel: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/log-model',
	permission: 'run:write',
	audit: 'perRun',
	handle: async ({ ctx, place }, fields) => {
		const runId = readRunId(fields);
		const model = readModel(fields.requiredText('model_json'));
		const run = await getRun(ctx, { ...place, runId });
		const known = readHistory(run.tags[HISTORY_TAG]);
		await setRunTag(ctx, { ...place, runId, key: HISTORY_TAG, value: JSON.stringify([...known, model]) });
		return {};
	},
};

function readModel(text: string): Record<string, unknown> {
	const refuse = (sentence: string) => new DomainError('invalid', sentence, { field: 'model_json', value: text.slice(0, 80) });
	let model: unknown;
	try {
		model = JSON.parse(text);
	} catch {
		throw refuse(`Malformed model info. \n ${text.slice(0, 500)} \n is not valid JSON`);
	}
	if (typeof model !== 'object' || model === null || Array.isArray(model)) throw refuse('Malformed model info. It must be a JSON object');
	const missing = NEEDED.filter((name) => !Object.hasOwn(model, name));
	if (missing.length > 0) throw refuse(`Model json is missing mandatory fields: {${missing.map((name) => `'${name}'`).join(', ')}}`);
	return model as Record<string, unknown>;
}

function readHistory(tag: string | undefined): unknown[] {
	if (tag === undefined) return [];
	try {
		const known: unknown = JSON.parse(tag);
		return Array.isArray(known) ? known : [];
	} catch {
		return [];
	}
}
