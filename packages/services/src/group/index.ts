export { type GroupView, listGroups } from './list-groups.ts';
export { removeGroup } from './remove-group.ts';
export { saveGroup } from './save-group.ts';
