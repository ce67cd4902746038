import { connectDatabase, type Database } from '@interlock/db';
import { parseToken, type SystemActor } from '@interlock/domain/access';
import type { AuthKeys } from '@interlock/auth';
import { hashSecret } from '@interlock/services/token';
import { type ArtifactStore, createLocalArtifactStore } from '@interlock/storage';
import pino, { type Logger } from 'pino';
import type { ServerEnv } from './env.ts';

/** What every door of the server works with. */
export interface Instance {
	env: ServerEnv;
	db: Database;
	storage: ArtifactStore;
	keys: AuthKeys;
	log: Logger;
}

/** Connects to the database. Log lines go to stdout unless another log is given. */
export async function openInstance(env: ServerEnv, log = pino({ base: undefined })): Promise<Instance> {
	const db = await connectDatabase(env.databaseUrl, { max: 20, name: 'interlock server' });
	return { env, db, storage: createLocalArtifactStore(env.blobs), keys: authKeys(env), log };
}

/** The keys requests are identified by, with the tokens of the instance's own parts. */
export function authKeys(env: ServerEnv): AuthKeys {
	const parts: [string | undefined, SystemActor][] = [
		[env.agentToken, { kind: 'system', part: 'agent', scopes: ['agent:work'] }],
		[env.servingToken, { kind: 'system', part: 'inference', scopes: ['serving:sync'] }],
		[env.quickstartToken, { kind: 'system', part: 'quickstart', scopes: ['status:write'] }],
	];
	const instanceTokens = new Map<string, { secretHash: string; actor: SystemActor }>();
	for (const [text, actor] of parts) {
		const parsed = text ? parseToken(text) : null;
		if (parsed) instanceTokens.set(parsed.keyId, { secretHash: hashSecret(env.tokenPepper, parsed.secret), actor });
	}
	return { secret: env.secret, tokenPepper: env.tokenPepper, publicUrl: env.publicUrl, instanceTokens };
}
