export { removeHome } from './remove-home.ts';
export { type Stack, type StackOptions, startStack } from './start-stack.ts';
