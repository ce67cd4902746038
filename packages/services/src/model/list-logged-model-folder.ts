import { parseInput } from '@interlock/domain/error';
import { loggedModelFolderInput, type LoggedModelFolderInput } from '@interlock/domain/model';
import { artifactUri, checkArtifactFolder } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { type FolderEntry, listFolder } from '../artifact/index.ts';
import { loadLoggedModel } from './load-logged-model.ts';

/** What lies in a folder of a logged model, and the address of its root. */
export async function listLoggedModelFolder(ctx: ServiceContext, input: LoggedModelFolderInput): Promise<{ rootUri: string; entries: FolderEntry[] }> {
	const wanted = parseInput(loggedModelFolderInput, input);
	const folder = checkArtifactFolder(wanted.path);
	return transact(ctx, async (tx) => {
		const { model, experimentNumber } = await loadLoggedModel(tx, ctx, wanted, wanted.modelId, { permission: 'run:read', access: 'read' });
		return { rootUri: artifactUri(experimentNumber, { kind: 'loggedModel', id: model.id }), entries: await listFolder(tx, model.id, folder) };
	});
}
