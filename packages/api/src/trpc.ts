import type { Permission } from '@interlock/domain/access';
import { DomainError, type ErrorCode, invalidInput } from '@interlock/domain/error';
import type { ServiceContext } from '@interlock/services/access';
import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { z } from 'zod';

/** What a procedure is given; `publicUrl` for links. */
export interface ApiContext {
	ctx: ServiceContext | null;
	publicUrl: string;
	/** Whether this instance sends mail. */
	mails: boolean;
	requestId: string;
}

const CODES: Record<ErrorCode, TRPCError['code']> = {
	invalid: 'BAD_REQUEST',
	unauthenticated: 'UNAUTHORIZED',
	forbidden: 'FORBIDDEN',
	'not-found': 'NOT_FOUND',
	conflict: 'CONFLICT',
	'too-large': 'PAYLOAD_TOO_LARGE',
	'unsupported-media': 'UNSUPPORTED_MEDIA_TYPE',
	'not-implemented': 'NOT_IMPLEMENTED',
	unavailable: 'SERVICE_UNAVAILABLE',
};

/** What a procedure takes: the permission that its verb checks on the loaded row, any identified caller, or a signed-in person. */
export interface ProcedureMeta {
	permission: Permission | 'signed-in' | 'person';
}

const t = initTRPC
	.context<ApiContext>()
	.meta<ProcedureMeta>()
	.create({
		transformer: superjson,
		errorFormatter: ({ shape, error, ctx }) => {
			const known = error.cause instanceof DomainError ? error.cause : null;
			const message =
				known || error.code !== 'INTERNAL_SERVER_ERROR' ? shape.message : `Something failed here; the request id is ${ctx?.requestId ?? 'unknown'}`;
			return {
				...shape,
				message,
				data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, field: known?.detail.field, reason: known?.detail.reason },
			};
		},
	});

export const router = t.router;

const identified = t.procedure.use(async ({ ctx, next, getRawInput }) => {
	if (!ctx.ctx) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' });
	const result = await next({ ctx: { ...ctx, ctx: ctx.ctx } });
	if (result.ok) return result;
	const { cause } = result.error;
	const known = cause instanceof z.ZodError ? invalidInput(cause.issues, await getRawInput()) : cause;
	if (known instanceof DomainError) throw new TRPCError({ code: CODES[known.code], message: known.message, cause: known });
	return result;
});

/**
 * A procedure for an identified caller, by the permission its verb checks; there is none without. Expected refusals become their tRPC
 * codes with their own sentence, and an input that doesn't parse is named by field, value and limit.
 */
export const procedure = (permission: ProcedureMeta['permission']) => identified.meta({ permission });
