import { ROLES } from '@interlock/domain/access';
import { inviteMember, listMembers, removeMember, setRoles } from '@interlock/services/member';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

const roles = z.array(z.enum(ROLES));

export const memberRouter = router({
	list: procedure('member:read')
		.input(z.object({ org: z.string() }))
		.query(({ ctx, input }) => listMembers(ctx.ctx, input)),
	/** Returns the one-time sign-in link to hand over, shown once; null for somebody who signs in here already. */
	invite: procedure('member:write')
		.input(z.object({ org: z.string(), email: z.string(), name: z.string(), roles }))
		.mutation(async ({ ctx, input }) => {
			const { userId, linkSecret } = await inviteMember(ctx.ctx, input);
			return { userId, link: linkSecret === null ? null : `${ctx.publicUrl}/sign-in?link=${linkSecret}` };
		}),
	setRoles: procedure('member:write')
		.input(z.object({ org: z.string(), userId: z.string(), roles }))
		.mutation(({ ctx, input }) => setRoles(ctx.ctx, input)),
	remove: procedure('member:write')
		.input(z.object({ org: z.string(), userId: z.string() }))
		.mutation(({ ctx, input }) => removeMember(ctx.ctx, input)),
});
