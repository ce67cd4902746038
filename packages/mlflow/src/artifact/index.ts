import { artifactList } from './list.ts';
import { artifactProxyDelete } from './proxy-delete.ts';
import { artifactProxyList } from './proxy-list.ts';

export { downloadArtifact, downloadLoggedModelArtifact, downloadRunArtifact, downloadVersionArtifact } from './download.ts';
export { uploadArtifact, uploadRunArtifact } from './upload.ts';
export const ARTIFACT_ROUTES = [artifactList, artifactProxyDelete, artifactProxyList];
