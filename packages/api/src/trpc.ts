import { DomainError, type ErrorCode } from '@interlock/domain/error';
import type { ServiceContext } from '@interlock/services/access';
import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';

/** What a procedure is given; `publicUrl` for links. */
export interface ApiContext {
	ctx: ServiceContext | null;
	publicUrl: string;
	requestId: string;
}

const CODES: Record<ErrorCode, TRPCError['code']> = {
	invalid: 'BAD_REQUEST', unauthenticated: 'UNAUTHORIZED', forbidden: 'FORBIDDEN', 'not-found': 'NOT_FOUND', conflict: 'CONFLICT',
	'too-large': 'PAYLOAD_TOO_LARGE', 'unsupported-media': 'UNSUPPORTED_MEDIA_TYPE', 'not-implemented': 'NOT_IMPLEMENTED', unavailable: 'SERVICE_UNAVAILABLE',
};

const t = initTRPC.context<ApiContext>().create({
	transformer: superjson,
	errorFormatter: ({ shape, error, ctx }) => {
		const known = error.cause instanceof DomainError ? error.cause : null;
		const message = known || error.code !== 'INTERNAL_SERVER_ERROR' ? shape.message : `Something failed here; the request id is ${ctx?.requestId ?? 'unknown'}`;
		return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, field: known?.detail.field, reason: known?.detail.reason } };
	},
});

export const router = t.router;

/** A procedure for an identified caller: expected refusals become their tRPC codes with their own sentence. */
export const procedure = t.procedure.use(async ({ ctx, next }) => {
	if (!ctx.ctx) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' });
	const result = await next({ ctx: { ...ctx, ctx: ctx.ctx } });
	if (!result.ok && result.error.cause instanceof DomainError) {
		const known = result.error.cause;
		throw new TRPCError({ code: CODES[known.code], message: known.message, cause: known });
	}
	return result;
});

export const createCallerFactory = t.createCallerFactory;
