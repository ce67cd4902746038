import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const Env = z.object({
	INTERLOCK_HOME: z.string().min(1),
	INTERLOCK_CACHE: z.string().min(1),
	INTERLOCK_SERVER_URL: z.url(),
	INTERLOCK_AGENT_TOKEN: z.string().min(1),
	INTERLOCK_PYTHON: z.string().min(1).default('python3'),
	INTERLOCK_AGENT_NAME: z.string().min(1).max(200).default(hostname()),
	INTERLOCK_AGENT_SLOTS: z.coerce.number().int().min(1).max(256).default(Math.min(4, availableParallelism())),
	INTERLOCK_AGENT_STOP_GRACE_MS: z.coerce.number().int().min(0).max(600_000).default(5000),
	INTERLOCK_AGENT_ISOLATION: z.enum(['auto', 'none']).default('auto'),
});

export interface AgentSettings {
	serverUrl: string;
	token: string;
	/** Folder of the agent's own state: its id and a folder per attempt. */
	folder: string;
	/** Folder with the installation's secrets: hidden from trainings. */
	home: string;
	/** Folder of wheels and environments. */
	cache: string;
	/** Interpreter that environments are made from. */
	python: string;
	name: string;
	slots: number;
	threadsPerSlot: number;
	/** How long a training has after SIGTERM, before SIGKILL, when somebody asked for its end. */
	stopGraceMs: number;
	isolation: 'auto' | 'none';
	/** What pip gets: the host's environment without anything of Interlock's. */
	hostEnvironment: NodeJS.ProcessEnv;
}

const OURS = /^(INTERLOCK_|NEXTAUTH_|TEMPORAL_|DATABASE_URL$|MLFLOW_|PYTHON)/;

/** The settings in the environment. Throws an Error with one line that names every variable that's missing or wrong. */
export function readEnv(): AgentSettings {
	const result = Env.safeParse(process.env);
	if (!result.success) throw new Error(`environment: ${result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
	const env = result.data;
	return {
		serverUrl: env.INTERLOCK_SERVER_URL.replace(/\/+$/, ''),
		token: env.INTERLOCK_AGENT_TOKEN,
		folder: join(env.INTERLOCK_HOME, 'agent'),
		home: env.INTERLOCK_HOME,
		cache: env.INTERLOCK_CACHE,
		python: env.INTERLOCK_PYTHON,
		name: env.INTERLOCK_AGENT_NAME,
		slots: env.INTERLOCK_AGENT_SLOTS,
		threadsPerSlot: Math.max(1, Math.floor(availableParallelism() / env.INTERLOCK_AGENT_SLOTS)),
		stopGraceMs: env.INTERLOCK_AGENT_STOP_GRACE_MS,
		isolation: env.INTERLOCK_AGENT_ISOLATION,
		hostEnvironment: withoutOurs(process.env),
	};
}

function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const theirs = { ...env };
	for (const key of Object.keys(theirs)) if (OURS.test(key)) delete theirs[key];
	return theirs;
}
