import { artifactPathFromUrl } from '@interlock/domain/run';
import { deleteArtifact } from '@interlock/services/artifact';
import type { MlflowRoute } from '../wire/route.ts';

export const artifactProxyDelete: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow-artifacts/artifacts/*',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, _fields, params) => {
		await deleteArtifact(ctx, { ...place, path: artifactPathFromUrl(params['*'] ?? '') });
		return {};
	},
};
