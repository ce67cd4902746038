import { execFileSync } from 'node:child_process';

/** The interpreter that clients' environments are made from. */
export function interpreter(): string {
	return process.env.INTERLOCK_PYTHON ?? execFileSync('which', ['python3'], { encoding: 'utf8' }).trim();
}

/** What a client process is given: nothing of MLflow's own settings from outside. */
export function clientEnv(more: Record<string, string>): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(MLFLOW_|INTERLOCK_|PYTHON|CI$)/.test(name)));
	return {
		...inherited,
		NODE_ENV: 'test',
		MLFLOW_DISABLE_TELEMETRY: 'true',
		MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0',
		GIT_PYTHON_REFRESH: 'quiet',
		OMP_NUM_THREADS: '1',
		PYTHONUNBUFFERED: '1',
		...more,
	};
}
