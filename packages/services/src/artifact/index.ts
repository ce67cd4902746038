export { deleteArtifact } from './delete-artifact.ts';
export { listArtifacts } from './list-artifacts.ts';
export { type FolderEntry, listFolder } from './list-folder.ts';
export { listRunArtifacts } from './list-run-artifacts.ts';
export { openArtifact, type OpenedArtifact } from './open-artifact.ts';
export { putArtifact, type PutArtifactInput } from './put-artifact.ts';
