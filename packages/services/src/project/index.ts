export { type CreatedEnvironment, createEnvironment } from './create-environment.ts';
export { type CreatedProject, createProject } from './create-project.ts';
export { deleteProject } from './delete-project.ts';
export { furnishProject } from './furnish-project.ts';
export { getProject, type ProjectView } from './get-project.ts';
export { listProjects, type ProjectSummary } from './list-projects.ts';
