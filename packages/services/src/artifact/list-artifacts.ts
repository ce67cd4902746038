import { checkArtifactFolder } from '@interlock/domain/run';
import { type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { type FolderEntry, listFolder } from './list-folder.ts';
import { loadOwner } from './load-owner.ts';

/** What lies in a folder named by its decoded path below the artifact root (`0/<run>/artifacts/model`); a missing folder is empty. */
export async function listArtifacts(ctx: ServiceContext, input: ProjectPlace & { path: string }): Promise<FolderEntry[]> {
	const path = checkArtifactFolder(input.path);
	return transact(ctx, async (tx) => {
		const { address } = await loadOwner(tx, ctx, input, path, { permission: 'run:read', access: 'read' });
		return listFolder(tx, address.owner.id, address.path);
	});
}
