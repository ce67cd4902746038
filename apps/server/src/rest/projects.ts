import { createEnvironmentBody, createProjectInput, updateEnvironmentBody, updateProjectBody } from '@interlock/domain/project';
import {
	createEnvironment,
	createProject,
	deleteProject,
	getProject,
	getProjectSettings,
	listProjects,
	updateEnvironment,
	updateProject,
} from '@interlock/services/project';
import { z } from 'zod';
import { route } from './route.ts';

const at = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '' });
const projectAnswer = z.object({ id: z.string(), org: z.string(), slug: z.string(), name: z.string(), trackingUri: z.string() });

/** Projects: the place everything else lives in. */
export const projectRoutes = [
	route({
		method: 'post',
		path: '/projects',
		summary: 'Create a project',
		permission: 'project:create',
		audit: 'entry',
		body: createProjectInput,
		success: { status: 201, description: 'The project with its tracking URI', schema: projectAnswer },
		handle: async ({ ctx, instance, body }) => {
			const made = await createProject(ctx, body);
			return { status: 201, body: { ...made, trackingUri: trackingUri(instance.env.publicUrl, made) } };
		},
	}),
	route({
		method: 'get',
		path: '/projects',
		summary: 'List the projects you can see',
		permission: 'signed-in',
		audit: 'none',
		success: { status: 200, description: 'Projects', schema: z.object({ projects: z.array(projectAnswer) }) },
		handle: async ({ ctx, instance }) => {
			const projects = await listProjects(ctx);
			return { status: 200, body: { projects: projects.map((p) => ({ ...p, trackingUri: trackingUri(instance.env.publicUrl, p) })) } };
		},
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}',
		summary: 'Get a project',
		permission: 'project:read',
		audit: 'none',
		success: { status: 200, description: 'The project', schema: projectAnswer },
		handle: async ({ ctx, instance, params }) => {
			const found = await getProject(ctx, at(params));
			return { status: 200, body: { ...found, trackingUri: trackingUri(instance.env.publicUrl, found) } };
		},
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/settings',
		summary: 'Get the settings of a project: its environments with their endpoints, owners and checks, and what you may change',
		permission: 'policy:read',
		audit: 'none',
		success: { status: 200, description: 'The settings' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getProjectSettings(ctx, at(params)) }),
	}),
	route({
		method: 'patch',
		path: '/projects/{org}/{project}',
		summary: 'Change the name or the description of a project',
		permission: 'policy:write',
		audit: 'entry',
		body: updateProjectBody,
		success: { status: 200, description: 'As it is now', schema: z.object({ name: z.string(), description: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await updateProject(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'patch',
		path: '/projects/{org}/{project}/environments/{environment}',
		summary: 'Say what an environment is for',
		permission: 'policy:write',
		audit: 'entry',
		body: updateEnvironmentBody,
		success: { status: 200, description: 'As it is now', schema: z.object({ name: z.string(), description: z.string() }) },
		handle: async ({ ctx, params, body }) => ({
			status: 200,
			body: await updateEnvironment(ctx, { ...body, ...at(params), environment: params.environment ?? '' }),
		}),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/environments',
		summary: 'Create an environment, with a default policy of its own',
		permission: 'policy:write',
		audit: 'entry',
		body: createEnvironmentBody,
		success: { status: 201, description: 'The environment', schema: z.object({ id: z.string(), name: z.string(), policyDigest: z.string() }) },
		handle: async ({ ctx, params, body }) => ({
			status: 201,
			body: await createEnvironment(ctx, { ...body, ...at(params) }),
		}),
	}),
	route({
		method: 'delete',
		path: '/projects/{org}/{project}',
		summary: 'Delete a project',
		permission: 'project:delete',
		audit: 'entry',
		success: { status: 204, description: 'Gone' },
		handle: async ({ ctx, params }) => {
			await deleteProject(ctx, at(params));
			return { status: 204 };
		},
	}),
];

function trackingUri(publicUrl: string, p: { org: string; slug: string }): string {
	return `${publicUrl}/mlflow/${p.org}/${p.slug}`;
}
