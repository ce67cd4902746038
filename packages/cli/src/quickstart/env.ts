import { join } from 'node:path';

export interface QuickstartEnv {
	serverUrl: string;
	inferenceUrl: string;
	home: string;
	cache: string;
	python: string;
	/** Reports the steps. */
	token: string;
	/** The two seeded people. */
	authorToken: string;
	reviewerToken: string;
	/** Name of the last step to do, for tests of a part of the job; null does all. */
	until: string | null;
}

/** Reads the environment the supervisor gives. */
export function readQuickstartEnv(env = process.env): QuickstartEnv {
	const need = (name: string) => {
		const value = env[name];
		if (!value) throw new Error(`${name} is not set; "npm start" gives it`);
		return value;
	};
	return {
		serverUrl: need('INTERLOCK_SERVER_URL'),
		inferenceUrl: need('INTERLOCK_INFERENCE_URL'),
		home: need('INTERLOCK_HOME'),
		cache: need('INTERLOCK_CACHE'),
		python: need('INTERLOCK_PYTHON'),
		token: need('INTERLOCK_QUICKSTART_TOKEN'),
		authorToken: need('INTERLOCK_QUICKSTART_AUTHOR_TOKEN'),
		reviewerToken: need('INTERLOCK_QUICKSTART_REVIEWER_TOKEN'),
		until: env.INTERLOCK_QUICKSTART_UNTIL ?? null,
	};
}

export const monthsFolder = (env: QuickstartEnv) => join(env.cache, 'quickstart-months');
