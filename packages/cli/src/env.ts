import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CliEnv {
	/** Where the instance answers. */
	url: string;
	/** The API token, or null. */
	token: string | null;
	/** Default organization slug. */
	org: string;
	/** Default project, `org/project` or a slug. */
	project: string | null;
}

/**
 * Where and as whom the command speaks: options win over INTERLOCK_URL and INTERLOCK_TOKEN; on the instance's own host the
 * operator's token in INTERLOCK_HOME (readable by its owner only) is the last resort.
 */
export function readEnv(env = process.env): CliEnv {
	const home = env.INTERLOCK_HOME ?? join(import.meta.dirname, '../../../.interlock');
	return {
		url: (env.INTERLOCK_URL ?? env.INTERLOCK_PUBLIC_URL ?? urlOfHome(home) ?? `http://127.0.0.1:${env.INTERLOCK_PORT ?? 4100}`).replace(/\/$/, ''),
		token: env.INTERLOCK_TOKEN ?? operatorToken(home),
		org: env.INTERLOCK_ORG ?? 'interlock',
		project: env.INTERLOCK_PROJECT ?? null,
	};
}

function operatorToken(home: string): string | null {
	const secrets = readJson(join(home, 'secrets.json'));
	return typeof secrets?.operatorToken === 'string' ? secrets.operatorToken : null;
}

function urlOfHome(home: string): string | null {
	const state = readJson(join(home, 'state.json'));
	return typeof state?.url === 'string' ? state.url : null;
}

function readJson(path: string): Record<string, unknown> | null {
	if (!existsSync(path)) return null;
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return null;
	}
}
