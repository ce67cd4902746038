import { listRunArtifacts } from '@interlock/services/artifact';
import { fileMessage, some } from '../wire/messages.ts';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const artifactList: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/artifacts/list',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const { rootUri, entries } = await listRunArtifacts(ctx, { ...place, runId: readRunId(fields), path: fields.text('path') ?? '' });
		return { root_uri: rootUri, files: some(entries.map(fileMessage)) };
	},
};
