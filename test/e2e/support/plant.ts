import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from '@interlock/testkit/cache';
import { clientEnv, interpreter } from '../../mlflow/env.ts';
import { MODEL, PROJECT } from './quickstart.ts';
import { call } from './rest.ts';
import { stackFacts } from './stack-facts.ts';

const TEMPLATES = join(import.meta.dirname, '../../../packages/templates');
const run = promisify(execFile);

/** Logs a version, with the unmodified client, that answers as `version` does and raises when it is hotter than `limit`. Returns its number. */
export async function plantVersion(token: string, version: number, limit: number): Promise<number> {
	const environment = ['--requirements', join(TEMPLATES, 'nyc-flights/requirements.txt'), '--cache', cacheDir()];
	const built = await run(interpreter(), [join(TEMPLATES, 'environment/build_environment.py'), ...environment]);
	const { python } = JSON.parse(built.stdout.trim().split('\n').at(-1) ?? '{}') as { python: string };
	await run(python, [join(import.meta.dirname, 'plant_model.py'), MODEL, String(version), String(limit)], {
		env: clientEnv({ MLFLOW_TRACKING_URI: `${stackFacts().url}/mlflow${PROJECT.path}`, MLFLOW_TRACKING_TOKEN: token }),
	});
	const { versions } = await call<{ versions: { version: number }[] }>(token, 'GET', `${PROJECT.rest}/models/${MODEL}`);
	return Math.max(...versions.map((v) => v.version));
}
