import type { Database } from '@interlock/db';
import type { Actor } from '@interlock/domain/access';
import type { ArtifactStore } from '@interlock/storage';

/** What every verb is given: where to write, who acts, the clock, the bytes, and the request it belongs to. */
export interface ServiceContext {
	db: Database;
	actor: Actor;
	now(): Date;
	storage: ArtifactStore;
	/** Keys the HMAC under which token secrets are stored; from the instance's secrets. */
	tokenPepper: string;
	request: { id: string; ip?: string; userAgent?: string };
}
