export { type CreatedEnvironment, createEnvironment } from './create-environment.ts';
export { type CreatedProject, createProject } from './create-project.ts';
export { deleteProject } from './delete-project.ts';
export { furnishProject } from './furnish-project.ts';
export { getProject, type ProjectView } from './get-project.ts';
export { type EnvironmentSettings, getProjectSettings, type ProjectSettings } from './get-settings.ts';
export { listProjects, type ProjectSummary } from './list-projects.ts';
export { updateEnvironment } from './update-environment.ts';
export { type UpdatedProject, updateProject } from './update-project.ts';
