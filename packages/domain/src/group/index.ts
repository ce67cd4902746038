export { removeGroupInput, saveGroupBody, type SaveGroupInput, saveGroupInput } from './group-input.ts';
