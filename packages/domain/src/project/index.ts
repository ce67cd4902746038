export { createEnvironmentBody, type CreateEnvironmentInput, createEnvironmentInput } from './create-environment-input.ts';
export { createProjectInput, type CreateProjectInput } from './create-project-input.ts';
