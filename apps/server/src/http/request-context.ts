import type { Actor } from '@interlock/domain/access';
import type { ServiceContext } from '@interlock/services/access';
import { uuidv7 } from 'uuidv7';
import type { Instance } from '../instance.ts';

/** The context of one request for the verbs. */
export function requestContext(instance: Instance, actor: Actor, headers: Headers): ServiceContext {
	return {
		db: instance.db,
		actor,
		now: () => new Date(),
		storage: instance.storage,
		tokenPepper: instance.env.tokenPepper,
		request: {
			id: headers.get('x-request-id') ?? uuidv7(),
			ip: headers.get('x-interlock-client-ip') ?? undefined,
			userAgent: headers.get('user-agent')?.slice(0, 200) ?? undefined,
		},
	};
}
