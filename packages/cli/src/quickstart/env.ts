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
	};
}

export const monthsFolder = (env: QuickstartEnv) => join(env.cache, 'quickstart-months');
