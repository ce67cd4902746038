export { createProjectInput, type CreateProjectInput } from './create-project-input.ts';
