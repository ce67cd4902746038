import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ENVIRONMENT_BUILDER } from '@interlock/templates';
import { z } from 'zod';
import { signalGroup } from '../host/end-processes.ts';

const builderResult = z.object({ python: z.string(), built: z.boolean(), seconds: z.number() });
export type BuiltEnvironment = z.infer<typeof builderResult>;

export interface BuildEnvironmentInput {
	/** Interpreter to make it from. */
	python: string;
	/** Path of the hashed requirements. */
	requirements: string;
	/** INTERLOCK_CACHE. */
	cache: string;
	/** Progress is appended here, a line at a time. */
	logFile: string;
	env: NodeJS.ProcessEnv;
	signal: AbortSignal;
}

/**
 * The environment of a requirements file, built when the cache has none. The builder holds a file lock, so whoever
 * comes second waits. Throws Error with the builder's last line when it fails, AbortError when told to stop.
 */
export async function buildEnvironment(input: BuildEnvironmentInput): Promise<BuiltEnvironment> {
	input.signal.throwIfAborted();
	const args = [ENVIRONMENT_BUILDER, '--requirements', input.requirements, '--cache', input.cache];
	const builder = spawn(input.python, args, { env: input.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
	const stop = () => builder.pid !== undefined && signalGroup(builder.pid, 'SIGKILL');
	input.signal.addEventListener('abort', stop, { once: true });
	const lines: string[] = [];
	const note = (line: string) => {
		lines.push(line);
		if (!line.startsWith('{')) appendFileSync(input.logFile, `${line}\n`, { mode: 0o600 });
	};
	try {
		createInterface({ input: builder.stdout }).on('line', note);
		createInterface({ input: builder.stderr }).on('line', note);
		const code = await new Promise<number | null>((resolve, reject) => builder.once('error', reject).once('close', resolve));
		input.signal.throwIfAborted();
		if (code !== 0) throw new Error(lines.at(-1)?.replace(/^environment: /, '') ?? `the builder ended with exit code ${code}`);
		return builderResult.parse(JSON.parse(lines.findLast((line) => line.startsWith('{')) ?? 'null'));
	} finally {
		input.signal.removeEventListener('abort', stop);
	}
}
