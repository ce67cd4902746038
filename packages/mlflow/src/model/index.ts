import { loggedModelCreate } from './logged-model-create.ts';
import { loggedModelDelete } from './logged-model-delete.ts';
import { loggedModelDeleteTag } from './logged-model-delete-tag.ts';
import { loggedModelDirectories } from './logged-model-directories.ts';
import { loggedModelFinalize } from './logged-model-finalize.ts';
import { loggedModelGet } from './logged-model-get.ts';
import { loggedModelParams } from './logged-model-params.ts';
import { loggedModelSearch } from './logged-model-search.ts';
import { loggedModelSetTags } from './logged-model-set-tags.ts';
import { modelVersionCreate } from './model-version-create.ts';
import { modelVersionDelete } from './model-version-delete.ts';
import { modelVersionDownloadUri, modelVersionGet } from './model-version-get.ts';
import { modelVersionSearch } from './model-version-search.ts';
import { modelVersionDeleteTag, modelVersionSetTag } from './model-version-tags.ts';
import { modelVersionTransitionStage } from './model-version-transition-stage.ts';
import { modelVersionUpdate } from './model-version-update.ts';
import { registeredModelDeleteAlias, registeredModelGetAlias, registeredModelSetAlias } from './registered-model-alias.ts';
import { registeredModelCreate } from './registered-model-create.ts';
import { registeredModelDelete } from './registered-model-delete.ts';
import { registeredModelGet } from './registered-model-get.ts';
import { registeredModelLatestVersions, registeredModelLatestVersionsGet } from './registered-model-latest-versions.ts';
import { registeredModelRename } from './registered-model-rename.ts';
import { registeredModelSearch } from './registered-model-search.ts';
import { registeredModelDeleteTag, registeredModelSetTag } from './registered-model-tags.ts';
import { registeredModelUpdate } from './registered-model-update.ts';

/** `logged-models/search` stands before `logged-models/:model_id`, which would read it as an id. */
export const MODEL_ROUTES = [
	loggedModelSearch,
	loggedModelCreate,
	loggedModelGet,
	loggedModelFinalize,
	loggedModelDelete,
	loggedModelSetTags,
	loggedModelDeleteTag,
	loggedModelParams,
	loggedModelDirectories,
	registeredModelCreate,
	registeredModelGet,
	registeredModelRename,
	registeredModelUpdate,
	registeredModelDelete,
	registeredModelSearch,
	registeredModelSetTag,
	registeredModelDeleteTag,
	registeredModelLatestVersions,
	registeredModelLatestVersionsGet,
	registeredModelSetAlias,
	registeredModelDeleteAlias,
	registeredModelGetAlias,
	modelVersionCreate,
	modelVersionGet,
	modelVersionDownloadUri,
	modelVersionUpdate,
	modelVersionTransitionStage,
	modelVersionDelete,
	modelVersionSearch,
	modelVersionSetTag,
	modelVersionDeleteTag,
];
