export { createEnvironmentBody, type CreateEnvironmentInput, createEnvironmentInput } from './create-environment-input.ts';
export { createProjectInput, type CreateProjectInput } from './create-project-input.ts';
export {
	deleteProjectInput,
	type DeleteProjectInput,
	projectPlaceInput,
	updateEnvironmentBody,
	updateEnvironmentInput,
	type UpdateEnvironmentInput,
	updateProjectBody,
	updateProjectInput,
	type UpdateProjectInput,
} from './update-project-input.ts';
