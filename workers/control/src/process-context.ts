import type { Database } from '@interlock/db';
import type { ServiceContext } from '@interlock/services/access';
import type { ArtifactStore } from '@interlock/storage';

export interface ActivityDeps {
	db: Database;
	storage: ArtifactStore;
	tokenPepper: string;
	publicUrl: string;
	/** Another clock than the machine's, where a test skips time. */
	now?: () => Date;
}

/** The context of a verb called by a process: the process acts, for the organization of the row it owns. */
export function processContext(deps: ActivityDeps, process: string, workflowId: string, orgId: string, serviceAccountId?: string): ServiceContext {
	return {
		db: deps.db,
		storage: deps.storage,
		tokenPepper: deps.tokenPepper,
		now: deps.now ?? (() => new Date()),
		actor: { kind: 'process', process, workflowId, orgId, serviceAccountId },
		request: { id: workflowId },
	};
}
