import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { freePort } from '@interlock/db/embedded';
import { cacheDir, passedOn } from '../env.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const READY_MS = 300_000;

export interface StackOptions {
	/** A folder of the caller's; reused, the data in it is kept. */
	home: string;
	quickstart?: boolean;
	/** More environment, such as limits. */
	env?: Record<string, string>;
	port?: number;
	inferencePort?: number;
	say?(line: string): void;
}

export interface Stack {
	url: string;
	inferenceUrl: string;
	home: string;
	/** Sign-in links printed at this start. */
	links: string[];
	supervisor: ChildProcess;
	/** Process id of a part now. Throws when it isn't running. */
	pidOf(part: string): Promise<number>;
	/** Connection URL of the embedded Postgres, as its owner. */
	databaseUrl(): Promise<string>;
	/** Secrets of the instance, for tokens. */
	secrets(): Promise<Record<string, string>>;
	/** SIGTERM, and waits until the supervisor is gone. Returns how long that took. */
	stop(): Promise<number>;
}

/** Starts the whole product as `npm start` does, on ports of its own. Throws with its last lines when it isn't ready in five minutes. */
export async function startStack(options: StackOptions): Promise<Stack> {
	const port = options.port ?? (await freePort());
	const inferencePort = options.inferencePort ?? (await freePort());
	const supervisor = spawn(process.execPath, [join(ROOT, 'apps/supervisor/src/main.ts')], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			...passedOn(),
			INTERLOCK_HOME: options.home,
			INTERLOCK_CACHE: cacheDir(),
			INTERLOCK_PORT: String(port),
			INTERLOCK_INFERENCE_PORT: String(inferencePort),
			INTERLOCK_QUICKSTART: options.quickstart ? 'on' : 'off',
			...options.env,
		},
	});
	const links = await waitUntilReady(supervisor, options.say);
	const url = options.env?.INTERLOCK_PUBLIC_URL ?? `http://127.0.0.1:${port}`;
	const readHome = async (file: string) => JSON.parse(await readFile(join(options.home, file), 'utf8'));
	return {
		url,
		inferenceUrl: `http://127.0.0.1:${inferencePort}`,
		home: options.home,
		links,
		supervisor,
		pidOf: async (part) => {
			const pid = (await readHome('state.json')).parts[part]?.pid;
			if (typeof pid !== 'number') throw new Error(`the part ${part} isn't running`);
			return pid;
		},
		databaseUrl: async () => {
			const { user, password, port: at } = await readHome('pg/server.json');
			return `postgres://${user}:${password}@127.0.0.1:${at}/interlock`;
		},
		secrets: () => readHome('secrets.json'),
		stop: async () => {
			const begunMs = Date.now();
			if (supervisor.exitCode !== null || supervisor.signalCode !== null) return 0;
			const gone = new Promise((resolve) => supervisor.once('close', resolve));
			supervisor.kill('SIGTERM');
			await gone;
			return Date.now() - begunMs;
		},
	};
}

function waitUntilReady(supervisor: ChildProcess, say: StackOptions['say']): Promise<string[]> {
	const links: string[] = [];
	const last: string[] = [];
	return new Promise((resolve, reject) => {
		const fail = (why: string) => reject(new Error(`${why}\n${last.slice(-15).join('\n')}`));
		const timer = setTimeout(() => fail(`not ready after ${READY_MS / 1000} s`), READY_MS);
		let settle: NodeJS.Timeout | undefined;
		const read = (line: string) => {
			last.push(line);
			say?.(line);
			const link = /https?:\/\/\S+\/sign-in\?link=\S+/.exec(line);
			if (link) links.push(link[0]);
			if (!line.includes('Interlock is ready:')) return;
			clearTimeout(timer);
			// The links follow at once.
			settle = setTimeout(() => resolve(links), 300);
		};
		for (const stream of [supervisor.stdout, supervisor.stderr]) if (stream) createInterface({ input: stream }).on('line', read);
		supervisor.once('close', (code) => {
			clearTimeout(timer);
			if (settle === undefined) fail(`the supervisor ended with exit code ${code}`);
		});
	});
}
