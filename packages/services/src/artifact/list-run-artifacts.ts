import { parseInput } from '@interlock/domain/error';
import { artifactUri, checkArtifactFolder, runArtifactsInput, type RunArtifactsInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadRun } from '../run/index.ts';
import { type FolderEntry, listFolder } from './list-folder.ts';

/** What lies in a folder of a run, and the address of the run's root. */
export async function listRunArtifacts(ctx: ServiceContext, input: RunArtifactsInput): Promise<{ rootUri: string; entries: FolderEntry[] }> {
	const wanted = parseInput(runArtifactsInput, input);
	const folder = checkArtifactFolder(wanted.path);
	return transact(ctx, async (tx) => {
		const { run, experimentNumber } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:read', access: 'read' });
		return { rootUri: artifactUri(experimentNumber, { kind: 'run', id: run.id }), entries: await listFolder(tx, run.id, folder) };
	});
}
