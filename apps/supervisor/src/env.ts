import { isAbsolute, join, resolve } from 'node:path';
import { defaultCacheFolder } from '@interlock/db/embedded';
import { findPython } from '@interlock/temporal/embedded';

export interface Settings {
	/** The clone that runs. */
	root: string;
	home: string;
	cache: string;
	port: number;
	inferencePort: number;
	/** The address that people and links use, without a slash at its end. */
	publicUrl: string;
	/** A given Postgres; null starts the embedded one. */
	databaseUrl: string | null;
	/** A given Temporal; null starts the embedded one. */
	temporalAddress: string | null;
	temporalNamespace: string;
	/** The mail server with its password, for the front door alone. */
	smtpUrl: string | null;
	/** Keys of an object store, for the front door alone; null where its client finds its own. */
	s3Keys: { id: string | null; secret: string | null };
	/** The folder beside `home` that checkpoints of the audit log are published to; null when another place is set. */
	checkpointFolder: string | null;
	quickstart: boolean;
	/** The Python >= 3.10 for wheels and trainings: named in INTERLOCK_PYTHON (the start script does), or found. */
	python: string;
	/** The environment that children inherit: ours without anything secret. */
	inherited: NodeJS.ProcessEnv;
}

/** Names that a part gets only when the parts' table says so. */
const SECRET_NAMES = [
	...['DATABASE_URL', 'TEMPORAL_ADDRESS', 'NEXTAUTH_SECRET', 'INTERLOCK_TOKEN_PEPPER'],
	...['INTERLOCK_AGENT_TOKEN', 'INTERLOCK_SERVING_TOKEN', 'INTERLOCK_QUICKSTART_TOKEN'],
	...['INTERLOCK_QUICKSTART_AUTHOR_TOKEN', 'INTERLOCK_QUICKSTART_REVIEWER_TOKEN', 'INTERLOCK_OPERATOR_TOKEN'],
	...['INTERLOCK_CHECKPOINT_KEY', 'INTERLOCK_SMTP_URL', 'INTERLOCK_S3_ACCESS_KEY_ID', 'INTERLOCK_S3_SECRET_ACCESS_KEY'],
] as const;

export type SecretName = (typeof SECRET_NAMES)[number];

/** Settings from the environment. Throws one line that names the variable and what it may be. */
export function readSettings(root: string): Settings {
	const env = process.env;
	const port = portFrom('INTERLOCK_PORT', env.INTERLOCK_PORT, 4100);
	const home = pathFrom(env.INTERLOCK_HOME, join(root, '.interlock'), env.INIT_CWD);
	const inherited = { ...env };
	for (const name of SECRET_NAMES) delete inherited[name];
	return {
		root,
		home,
		cache: pathFrom(env.INTERLOCK_CACHE, defaultCacheFolder(), env.INIT_CWD),
		port,
		inferencePort: portFrom('INTERLOCK_INFERENCE_PORT', env.INTERLOCK_INFERENCE_PORT, port + 1),
		publicUrl: (env.INTERLOCK_PUBLIC_URL || `http://127.0.0.1:${port}`).replace(/\/+$/, ''),
		databaseUrl: env.DATABASE_URL || null,
		temporalAddress: env.TEMPORAL_ADDRESS || null,
		temporalNamespace: env.TEMPORAL_NAMESPACE || 'default',
		smtpUrl: env.INTERLOCK_SMTP_URL || null,
		s3Keys: { id: env.INTERLOCK_S3_ACCESS_KEY_ID || null, secret: env.INTERLOCK_S3_SECRET_ACCESS_KEY || null },
		checkpointFolder: env.INTERLOCK_CHECKPOINTS ? null : `${home.replace(/\/+$/, '')}-checkpoints`,
		quickstart: onOff('INTERLOCK_QUICKSTART', env.INTERLOCK_QUICKSTART),
		python: env.INTERLOCK_PYTHON || anyPython(),
		inherited,
	};
}

function anyPython(): string {
	const found = findPython();
	if (found === null) throw new Error('No Python >= 3.10 was found: install one, or name it in INTERLOCK_PYTHON');
	return found.path;
}

function portFrom(name: string, text: string | undefined, fallback: number): number {
	const port = text ? Number(text) : fallback;
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${name} is "${text}": it must be a port from 1 to 65535`);
	return port;
}

function pathFrom(text: string | undefined, fallback: string, base: string | undefined): string {
	if (!text) return fallback;
	return isAbsolute(text) ? text : resolve(base ?? process.cwd(), text);
}

function onOff(name: string, text: string | undefined): boolean {
	if (!text || text === 'on') return true;
	if (text === 'off') return false;
	throw new Error(`${name} is "${text}": it must be on or off`);
}
