import { answerPasskeyInput, registerPasskeyInput, removePasskeyInput, renamePasskeyInput } from '@interlock/domain/passkey';
import {
	beginPasskeyRegistration,
	beginPasskeyStepUp,
	listPasskeys,
	registerPasskey,
	removePasskey,
	renamePasskey,
	stepUpByPasskey,
} from '@interlock/services/passkey';
import { procedure, router } from './trpc.ts';

/** The passkeys of the signed-in person. A challenge is asked for first and answered once, within five minutes, by the same session. */
export const passkeyRouter = router({
	list: procedure('person').query(({ ctx }) => listPasskeys(ctx.ctx, ctx.publicUrl)),
	beginRegistration: procedure('person').mutation(({ ctx }) => beginPasskeyRegistration(ctx.ctx, ctx.publicUrl)),
	register: procedure('person')
		.input(registerPasskeyInput)
		.mutation(({ ctx, input }) => registerPasskey(ctx.ctx, ctx.publicUrl, input)),
	rename: procedure('person')
		.input(renamePasskeyInput)
		.mutation(({ ctx, input }) => renamePasskey(ctx.ctx, input)),
	remove: procedure('person')
		.input(removePasskeyInput)
		.mutation(({ ctx, input }) => removePasskey(ctx.ctx, input)),
	beginStepUp: procedure('person').mutation(({ ctx }) => beginPasskeyStepUp(ctx.ctx, ctx.publicUrl)),
	/** A passkey's answer, for what a policy asks it for. */
	stepUp: procedure('person')
		.input(answerPasskeyInput)
		.mutation(({ ctx, input }) => stepUpByPasskey(ctx.ctx, ctx.publicUrl, input)),
});
