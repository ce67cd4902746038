import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cacheDir } from '@interlock/testkit';
import { clientEnv, interpreter } from './env.ts';

const TEMPLATES = join(import.meta.dirname, '../../packages/templates');

/** The interpreter of an environment with the unmodified client: the template's own, by the digest of its hashed requirements; built once and kept. */
export async function clientPython(): Promise<string> {
	const output = await run(
		interpreter(),
		[join(TEMPLATES, 'environment/build_environment.py'), '--requirements', join(TEMPLATES, 'nyc-flights/requirements.txt'), '--cache', cacheDir()],
		{},
	);
	const answer: { python: string } = JSON.parse(output.trim().split('\n').at(-1) ?? '{}');
	return answer.python;
}

export interface Tracking {
	url: string;
	token: string;
}

/** Runs a flow of `flows/` with the client pointed at a server; returns the JSON of its last line. Throws with its output when it fails. */
export async function runFlow<T>(python: string, flow: string, tracking: Tracking, env: Record<string, string> = {}): Promise<T> {
	const output = await run(python, [join(import.meta.dirname, 'flows', `${flow}.py`)], {
		MLFLOW_TRACKING_URI: tracking.url,
		MLFLOW_TRACKING_TOKEN: tracking.token,
		...env,
	});
	return JSON.parse(output.trim().split('\n').at(-1) ?? 'null') as T;
}

function run(command: string, args: string[], env: Record<string, string>): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { env: clientEnv(env), stdio: ['ignore', 'pipe', 'pipe'] });
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
		child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
		child.once('error', reject);
		child.once('close', (code) =>
			code === 0 ? resolve(stdout) : reject(new Error(`${args[0]} ended with ${code}\n${stdout.slice(-2000)}\n${stderr.slice(-6000)}`)),
		);
	});
}
