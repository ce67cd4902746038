import { listLoggedModelFolder } from '@interlock/services/model';
import { fileMessage, some } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelDirectories: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/logged-models/:model_id/artifacts/directories',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields, params) => {
		const { rootUri, entries } = await listLoggedModelFolder(ctx, {
			...place,
			modelId: params.model_id ?? '',
			path: fields.text('artifact_directory_path') ?? '',
		});
		return { root_uri: rootUri, files: some(entries.map(fileMessage)) };
	},
};
