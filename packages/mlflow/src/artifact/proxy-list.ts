import { listArtifacts } from '@interlock/services/artifact';
import { fileMessage, some } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

/** Lists a folder by its path below the artifact root; paths in the answer are names inside the folder. */
export const artifactProxyList: MlflowRoute = {
	method: 'GET',
	path: '/mlflow-artifacts/artifacts',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const entries = await listArtifacts(ctx, { ...place, path: fields.requiredText('path') });
		return { files: some(entries.map((entry) => ({ ...fileMessage(entry), path: entry.path.slice(entry.path.lastIndexOf('/') + 1) }))) };
	},
};
