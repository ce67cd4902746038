import { type Permission, permissionsOf } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { getMe, updateSettings } from '@interlock/services/member';
import { choosePassword, endSession, stepUp } from '@interlock/services/session';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

export const meRouter = router({
	/** The signed-in person, their organizations and what they may do in each. */
	get: procedure('person').query(async ({ ctx }) => {
		const me = await getMe(ctx.ctx);
		return { ...me, mails: ctx.mails, orgs: me.orgs.map((o) => ({ ...o, permissions: [...permissionsOf(o.roles)] as Permission[] })) };
	}),
	updateSettings: procedure('person')
		.input(
			z.object({
				presence: z.boolean().optional(),
				singleKeys: z.boolean().optional(),
				mail: z.object({ reviews: z.boolean().optional(), mentions: z.boolean().optional(), notices: z.boolean().optional() }).optional(),
			}),
		)
		.mutation(({ ctx, input }) => updateSettings(ctx.ctx, input)),
	choosePassword: procedure('person')
		.input(z.object({ password: z.string(), current: z.string().optional() }))
		.mutation(async ({ ctx, input }) => {
			const { actor, db, request } = ctx.ctx;
			if (actor.kind !== 'user') throw new DomainError('forbidden', 'Only a person has a password');
			await choosePassword(db, { userId: actor.userId, sessionId: actor.sessionId, ...input }, { ...request, requestId: request.id });
		}),
	/** The password again, for what a policy asks it for. */
	stepUp: procedure('person')
		.input(z.object({ password: z.string() }))
		.mutation(({ ctx, input }) => stepUp(ctx.ctx, input)),
	signOut: procedure('person')
		.input(z.object({ everywhere: z.boolean().optional() }))
		.mutation(({ ctx, input }) => endSession(ctx.ctx, input)),
});
