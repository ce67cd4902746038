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
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

export const projectRouter = router({
	list: procedure('signed-in')
		.input(z.object({ org: z.string().optional() }))
		.query(({ ctx, input }) => listProjects(ctx.ctx, input)),
	get: procedure('project:read')
		.input(place)
		.query(async ({ ctx, input }) => {
			const found = await getProject(ctx.ctx, input);
			return { ...found, trackingUri: `${ctx.publicUrl}/mlflow/${found.org}/${found.slug}` };
		}),
	settings: procedure('policy:read')
		.input(place)
		.query(async ({ ctx, input }) => {
			const found = await getProjectSettings(ctx.ctx, input);
			return { ...found, trackingUri: `${ctx.publicUrl}/mlflow/${found.org}/${found.slug}` };
		}),
	update: procedure('policy:write')
		.input(place.extend({ name: z.string().optional(), description: z.string().optional() }))
		.mutation(({ ctx, input }) => updateProject(ctx.ctx, input)),
	updateEnvironment: procedure('policy:write')
		.input(place.extend({ environment: z.string(), description: z.string() }))
		.mutation(({ ctx, input }) => updateEnvironment(ctx.ctx, input)),
	create: procedure('project:create')
		.input(z.object({ org: z.string(), name: z.string() }))
		.mutation(({ ctx, input }) => createProject(ctx.ctx, input)),
	/** With a default policy of its own. */
	createEnvironment: procedure('policy:write')
		.input(place.extend({ name: z.string(), description: z.string().optional() }))
		.mutation(({ ctx, input }) => createEnvironment(ctx.ctx, input)),
	delete: procedure('project:delete')
		.input(place.extend({ reason: z.string().optional() }))
		.mutation(({ ctx, input }) => deleteProject(ctx.ctx, input)),
});
