import { experimentCreate } from './create.ts';
import { experimentDelete } from './delete.ts';
import { experimentDeleteTag } from './delete-tag.ts';
import { experimentGet } from './get.ts';
import { experimentGetByName } from './get-by-name.ts';
import { experimentRestore } from './restore.ts';
import { experimentSearch, experimentSearchGet } from './search.ts';
import { experimentSearchDatasets } from './search-datasets.ts';
import { experimentSetTag } from './set-tag.ts';
import { experimentUpdate } from './update.ts';

export const EXPERIMENT_ROUTES = [
	experimentCreate,
	experimentDelete,
	experimentDeleteTag,
	experimentGet,
	experimentGetByName,
	experimentRestore,
	experimentSearch,
	experimentSearchGet,
	experimentSearchDatasets,
	experimentSetTag,
	experimentUpdate,
];
