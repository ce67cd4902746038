import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentIsolation } from '@interlock/contracts/agent';

// Rules
// 1. What is reported was tried: a probe runs as a training would, makes a file in its folder, starts the interpreter,
//    and fails to read the installation's secrets.
// 2. An agent that is root runs each slot's trainings under an account of their own, numbers that belong to nobody
//    (not `nobody`: the embedded database may be his). No number, no bubblewrap: "none", and the reason is logged.
// 3. An interpreter that such an account can't start (it lies below a closed home folder) is replaced by the system's.

/** First account number for trainings; slot n gets this plus n. */
const FIRST_UID = 64_200;

export interface Isolation {
	kind: AgentIsolation;
	/** Null = trainings run under the agent's own account. */
	firstUid: number | null;
	/** The interpreter that trainings' environments are made from. */
	python: string;
	/** Why it isn't more. */
	reason: string;
}

export interface IsolationInput {
	python: string;
	/** The agent's own folder, where the attempts lie. */
	folder: string;
	/** INTERLOCK_HOME. */
	home: string;
	/** INTERLOCK_CACHE. */
	cache: string;
	wanted: 'auto' | 'none';
}

/** Finds the strongest isolation that works on this host. */
export function chooseIsolation(input: IsolationInput): Isolation {
	if (input.wanted === 'none') return { kind: 'none', firstUid: null, python: input.python, reason: 'switched off' };
	mkdirSync(join(input.folder, 'attempts'), { recursive: true });
	mkdirSync(join(input.cache, 'envs'), { recursive: true });
	for (const path of [input.folder, join(input.folder, 'attempts')]) chmodSync(path, 0o711);
	const firstUid = process.getuid?.() === 0 ? FIRST_UID : null;
	let reason =
		firstUid === null ? 'the agent is not root and bubblewrap is missing or not usable' : 'no interpreter, or not the folders, can be used by another account';
	for (const python of [...new Set([input.python, '/usr/bin/python3'])]) {
		for (const kind of ['bubblewrap', 'uid'] as const) {
			if (kind === 'uid' && firstUid === null) continue;
			const refusal = probe({ ...input, python }, kind, firstUid);
			if (refusal === null) return { kind, firstUid, python, reason: '' };
			if (kind === 'uid' && python === input.python) reason = refusal;
		}
	}
	return { kind: 'none', firstUid: null, python: input.python, reason };
}

/** The account of a slot. */
export function accountOf(isolation: Isolation, slot: number): { uid: number; gid: number } | null {
	return isolation.firstUid === null ? null : { uid: isolation.firstUid + slot, gid: isolation.firstUid + slot };
}

/**
 * A command as it runs isolated: with bubblewrap everything is read-only but the work folder, Interlock's home is an
 * empty folder, and processes see only each other. The network is the host's: the run reports through it.
 */
export function isolatedCommand(kind: AgentIsolation, command: string[], paths: { work: string; home: string; environment: string }): string[] {
	if (kind !== 'bubblewrap') return command;
	// Not --die-with-parent: a SIGTERM to the group ends the outer bwrap at once, and the training would lose its time to save.
	const namespaces = ['--unshare-pid', '--unshare-ipc', '--unshare-uts'];
	const system = ['--ro-bind', '/', '/', '--dev-bind', '/dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp', '--tmpfs', paths.home];
	return [
		'bwrap',
		...namespaces,
		...system,
		'--ro-bind',
		paths.environment,
		paths.environment,
		'--bind',
		paths.work,
		paths.work,
		'--chdir',
		paths.work,
		'--',
		...command,
	];
}

/** Null when it works, else why not. */
function probe(input: IsolationInput, kind: AgentIsolation, uid: number | null): string | null {
	const work = mkdtempSync(join(input.folder, 'attempts', '.probe-'));
	try {
		if (uid !== null) chownSync(work, uid, uid);
		const environment = join(input.cache, 'envs');
		const script = `import os, sys, venv
assert sys.version_info >= (3, 10), "Python is older than 3.10"
open("probe", "w").close()
os.listdir(sys.argv[1])
readable = [path for path in sys.argv[2:] if os.access(path, os.R_OK)]
assert not readable, "the account could read " + readable[0]
print("isolated")`;
		const secrets = [join(input.home, 'secrets.json'), join(input.folder, 'agent.json')].filter((path) => existsSync(path));
		const command = isolatedCommand(kind, [input.python, '-c', script, environment, ...secrets], { work, home: input.home, environment });
		const [program = '', ...args] = command;
		const account = uid === null ? {} : { uid, gid: uid };
		const { stdout, stderr, error } = spawnSync(program, args, {
			cwd: work,
			env: { PATH: '/usr/local/bin:/usr/bin:/bin' } as unknown as NodeJS.ProcessEnv,
			...account,
			encoding: 'utf8',
			timeout: 20_000,
		});
		if (stdout?.trim() === 'isolated') return null;
		return `${kind} with ${input.python}: ${error?.message ?? stderr.trim().split('\n').at(-1) ?? 'no answer'}`;
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}
