import { delimiter, dirname, join } from 'node:path';
import type { AssignedAttempt, AssignedDataset } from '@interlock/contracts/agent';

export interface TrainingEnvironmentInput {
	attempt: AssignedAttempt;
	/** Interpreter of the attempt's environment. */
	python: string;
	work: string;
	datasets: (AssignedDataset & { path: string })[];
	threads: number;
}

/**
 * The whole environment of a training's process; nothing of the host's is passed on.
 * INTERLOCK_DATASET_<NAME> holds the paths to train on (several joined as in PATH, in the order given),
 * INTERLOCK_DATASET_<NAME>_HOLDOUT those to be judged on, INTERLOCK_DATASETS all of it as JSON.
 */
export function trainingEnvironment({ attempt, python, work, datasets, threads }: TrainingEnvironmentInput): Record<string, string> {
	const bin = dirname(python);
	return {
		PATH: [bin, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
		VIRTUAL_ENV: dirname(bin),
		// Where the builder puts libraries that the host lacks.
		LD_LIBRARY_PATH: join(dirname(bin), 'lib', 'shared'),
		HOME: work,
		// The account has no name on the host; libraries ask for one.
		USER: 'interlock',
		LOGNAME: 'interlock',
		TMPDIR: join(work, 'tmp'),
		LANG: 'C.UTF-8',
		PYTHONUNBUFFERED: '1',
		PYTHONHASHSEED: '0',
		GIT_PYTHON_REFRESH: 'quiet',
		MLFLOW_DISABLE_TELEMETRY: 'true',
		MLFLOW_TRACKING_URI: attempt.trackingUri,
		MLFLOW_TRACKING_TOKEN: attempt.runToken,
		MLFLOW_RUN_ID: attempt.runId,
		MLFLOW_EXPERIMENT_ID: attempt.experimentId,
		INTERLOCK_RUN_ID: attempt.runId,
		INTERLOCK_ATTEMPT_ID: attempt.id,
		INTERLOCK_ATTEMPT: String(attempt.number),
		...(attempt.modelName === null ? {} : { INTERLOCK_MODEL_NAME: attempt.modelName }),
		...datasetVariables(datasets),
		...threadVariables(threads),
	};
}

function datasetVariables(datasets: (AssignedDataset & { path: string })[]): Record<string, string> {
	const listed = datasets.map(({ name, version, digest, path, role }) => ({ name, version, digest, path, role }));
	const variables: Record<string, string> = { INTERLOCK_DATASETS: JSON.stringify(listed) };
	for (const { name, path, role } of datasets) {
		const key = `INTERLOCK_DATASET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}${role === 'holdout' ? '_HOLDOUT' : ''}`;
		variables[key] = variables[key] === undefined ? path : `${variables[key]}${delimiter}${path}`;
	}
	return variables;
}

/** Said outright: libraries that count the host's cores would spin on those of other trainings. */
function threadVariables(threads: number): Record<string, string> {
	const names = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS', 'LOKY_MAX_CPU_COUNT'];
	return Object.fromEntries(names.map((name) => [name, String(threads)]));
}
