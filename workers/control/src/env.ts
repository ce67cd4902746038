import { homedir } from 'node:os';
import { join } from 'node:path';

export interface ControlEnv {
	databaseUrl: string;
	temporalAddress: string;
	temporalNamespace: string;
	blobs: string;
	cache: string;
	tokenPepper: string;
	publicUrl: string;
	/** How often dirty windows are looked at, in seconds. */
	monitorEveryS: number;
}

/** Reads the environment the supervisor gives; throws one clear sentence for what is missing. */
export function readEnv(env = process.env): ControlEnv {
	const need = (name: string) => {
		const value = env[name];
		if (!value) throw new Error(`${name} is not set; "npm start" gives it`);
		return value;
	};
	return {
		databaseUrl: need('DATABASE_URL'),
		temporalAddress: need('TEMPORAL_ADDRESS'),
		temporalNamespace: env.TEMPORAL_NAMESPACE ?? 'default',
		blobs: join(need('INTERLOCK_HOME'), 'blobs'),
		cache: env.INTERLOCK_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'interlock'),
		tokenPepper: need('INTERLOCK_TOKEN_PEPPER'),
		publicUrl: env.INTERLOCK_PUBLIC_URL ?? 'http://127.0.0.1:4100',
		monitorEveryS: Number(env.INTERLOCK_MONITOR_EVERY_S ?? 60),
	};
}
