import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFakeFrontDoor, type FakeAttempt, type FakeFrontDoor } from './fake-front-door.ts';

// What the agent's tests stand on: real agent, shim and training processes, before a fake front door.

const MAIN = join(import.meta.dirname, '../src/main.ts');
const REQUIREMENTS = '# no packages: an environment in a moment\n';

export interface AgentStand {
	door: FakeFrontDoor;
	home: string;
	cache: string;
	/** Starts an agent process and waits until it is ready. */
	startAgent(env?: Record<string, string>): Promise<ChildProcess>;
	/** Queues a training with this Python text. */
	train(python: string, more?: Parameters<FakeFrontDoor['add']>[1], blobs?: Buffer[]): FakeAttempt;
	/** Ends the agents and removes the folders. */
	close(): Promise<void>;
}

export async function createAgentStand(terms = { leaseTtlMs: 20_000, renewEveryMs: 150 }): Promise<AgentStand> {
	const root = await mkdtemp(join(tmpdir(), 'interlock-agent-'));
	chmodSync(root, 0o755);
	const [home, cache] = [join(root, 'home'), join(root, 'cache')];
	await mkdir(home);
	await writeFile(join(home, 'secrets.json'), '{"secret":"of the installation"}', { mode: 0o600 });
	const door = await createFakeFrontDoor(terms);
	const agents: ChildProcess[] = [];

	const startAgent = async (env: Record<string, string> = {}) => {
		const agent = spawn(process.execPath, [MAIN], {
			env: {
				PATH: '/usr/local/bin:/usr/bin:/bin',
				INTERLOCK_HOME: home,
				INTERLOCK_CACHE: cache,
				INTERLOCK_SERVER_URL: door.url,
				INTERLOCK_AGENT_TOKEN: 'ilk_wrk_test',
				INTERLOCK_AGENT_SLOTS: '2',
				INTERLOCK_AGENT_STOP_GRACE_MS: '1500',
				...env,
			} as unknown as NodeJS.ProcessEnv,
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		agents.push(agent);
		await new Promise<void>((resolve, reject) => {
			const lines: string[] = [];
			createInterface({ input: agent.stdout }).on('line', (line) => {
				lines.push(line);
				if (line.includes('"msg":"ready"')) resolve();
			});
			agent.once('exit', (code) => reject(new Error(`the agent ended with ${code}:\n${lines.join('\n')}`)));
		});
		return agent;
	};
	const close = async () => {
		for (const agent of agents) {
			if (agent.exitCode === null && agent.signalCode === null) {
				agent.kill('SIGINT');
				await exitOf(agent);
			}
		}
		await door.close();
		await rm(root, { recursive: true, force: true });
	};
	const train: AgentStand['train'] = (python, more, blobs) => door.add(templateOf(python), more, blobs);
	return { door, home, cache, startAgent, train, close };
}

export function templateOf(python: string, requirements = REQUIREMENTS): Record<string, string> {
	const mlproject =
		'name: demo\npython_env: python_env.yaml\nentry_points:\n  main:\n    parameters: {steps: {type: int, default: 3}}\n    command: "python train.py {steps}"\n';
	return { MLproject: mlproject, 'requirements.txt': requirements, 'train.py': python };
}

/** Kills an agent as a crash would, and waits until it's gone. */
export async function crash(agent: ChildProcess): Promise<void> {
	agent.kill('SIGKILL');
	await exitOf(agent);
}

export function exitOf(child: ChildProcess): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
	return new Promise((resolve) => child.once('exit', resolve));
}

/** Waits for a value that is neither null, undefined nor false. Throws after `withinMs`. */
export async function eventually<T>(what: string, ask: () => T | null | undefined | false, withinMs = 15_000): Promise<T> {
	for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 50) {
		const value = ask();
		if (value !== null && value !== undefined && value !== false) return value;
		await sleep(50);
	}
	throw new Error(`waited ${withinMs} ms in vain until ${what}`);
}

/** Pids of the living processes of an attempt; the shim and bubblewrap's own don't count. */
export function processesOf(attemptId: string): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.filter((pid) => {
			try {
				const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
				return state !== 'Z' && name !== 'bwrap' && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`INTERLOCK_ATTEMPT_ID=${attemptId}`);
			} catch {
				return false;
			}
		});
}
