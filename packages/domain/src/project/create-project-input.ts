import { z } from 'zod';
import { slugFrom, slugSchema } from '../slug/index.ts';
import { projectNameSchema } from './description.ts';

/** A new project: a name people read and, made from it unless given, a slug that never changes. */
export const createProjectInput = z
	.object({
		/** Organization slug; a token's organization when absent. */
		org: z.string().max(40, 'must be at most 40 characters').optional(),
		name: projectNameSchema,
		slug: slugSchema.optional(),
	})
	.transform((input, ctx) => {
		const slug = slugSchema.safeParse(input.slug ?? slugFrom(input.name));
		if (!slug.success) {
			ctx.addIssue({ code: 'custom', path: ['name'], message: `gives no usable slug: ${slug.error.issues[0]?.message ?? ''}` });
			return z.NEVER;
		}
		return { ...input, slug: slug.data };
	});
export type CreateProjectInput = z.input<typeof createProjectInput>;
