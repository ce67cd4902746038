import {
	closeChange,
	commentOnChange,
	countersignWaiver,
	confirmBreakGlass,
	dismissBlock,
	getBehaviourDiff,
	getChange,
	getCodeDiff,
	getDataDiff,
	getMetricsDiff,
	listChanges,
	markOpened,
	openChange,
	promoteChange,
	pushRevision,
	requestBreakGlass,
	reviewBreakGlass,
	revertChange,
	reviewChange,
	reproduceAgain,
	revokeWaiver,
	waiveGate,
} from '@interlock/services/change';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ number: z.number() });
/** The newest revision unless one is named. */
const ofRevision = at.extend({ revision: z.number().optional() });
const candidate = { run: z.string().optional(), version: z.number().optional(), holdout: z.object({ dataset: z.string(), version: z.number() }).optional() };

export const changeRouter = router({
	list: procedure('change:read')
		.input(place.extend({ state: z.enum(['open', 'closed', 'all']).optional(), offset: z.number().optional() }))
		.query(({ ctx, input }) => listChanges(ctx.ctx, input)),
	get: procedure('change:read')
		.input(at)
		.query(({ ctx, input }) => getChange(ctx.ctx, input)),
	metricsDiff: procedure('change:read')
		.input(ofRevision)
		.query(({ ctx, input }) => getMetricsDiff(ctx.ctx, input)),
	dataDiff: procedure('change:read')
		.input(ofRevision)
		.query(({ ctx, input }) => getDataDiff(ctx.ctx, input)),
	codeDiff: procedure('change:read')
		.input(ofRevision)
		.query(({ ctx, input }) => getCodeDiff(ctx.ctx, input)),
	behaviourDiff: procedure('change:read')
		.input(ofRevision)
		.query(({ ctx, input }) => getBehaviourDiff(ctx.ctx, input)),
	open: procedure('change:open')
		.input(place.extend({ endpoint: z.string(), ...candidate, title: z.string().optional(), description: z.string().optional() }))
		.mutation(({ ctx, input }) => openChange(ctx.ctx, input)),
	pushRevision: procedure('change:open')
		.input(at.extend(candidate))
		.mutation(({ ctx, input }) => pushRevision(ctx.ctx, input)),
	/** `digest`: of the revision the reader saw. */
	review: procedure('change:review')
		.input(at.extend({ verdict: z.enum(['approve', 'request-changes', 'comment', 'withdraw']), body: z.string(), digest: z.string() }))
		.mutation(({ ctx, input }) => reviewChange(ctx.ctx, input)),
	/** `digest`: of the revision whose tab is opened. */
	markOpened: procedure('change:review')
		.input(at.extend({ tab: z.enum(['metrics', 'data', 'code', 'behaviour']), digest: z.string() }))
		.mutation(({ ctx, input }) => markOpened(ctx.ctx, input)),
	comment: procedure('change:comment')
		.input(at.extend({ body: z.string() }))
		.mutation(({ ctx, input }) => commentOnChange(ctx.ctx, input)),
	/** The emergency path. `digest`: of the revision the reader saw. */
	breakGlass: procedure('change:break-glass')
		.input(at.extend({ reason: z.string(), incident: z.string(), digest: z.string() }))
		.mutation(({ ctx, input }) => requestBreakGlass(ctx.ctx, input)),
	confirmBreakGlass: procedure('change:break-glass')
		.input(at.extend({ digest: z.string() }))
		.mutation(({ ctx, input }) => confirmBreakGlass(ctx.ctx, input)),
	reviewBreakGlass: procedure('change:review')
		.input(at.extend({ verdict: z.enum(['accepted', 'rejected']), body: z.string() }))
		.mutation(({ ctx, input }) => reviewBreakGlass(ctx.ctx, input)),
	dismissBlock: procedure('change:comment')
		.input(at.extend({ review: z.string(), reason: z.string() }))
		.mutation(({ ctx, input }) => dismissBlock(ctx.ctx, input)),
	/** The same digest for an endpoint of another environment. */
	promote: procedure('change:open')
		.input(at.extend({ endpoint: z.string().optional() }))
		.mutation(({ ctx, input }) => promoteChange(ctx.ctx, input)),
	revert: procedure('change:open')
		.input(at)
		.mutation(({ ctx, input }) => revertChange(ctx.ctx, input)),
	close: procedure('change:comment')
		.input(at.extend({ reason: z.string().optional() }))
		.mutation(({ ctx, input }) => closeChange(ctx.ctx, input)),
	/** `until`: the waiver's last day, as `2026-12-21`. */
	waive: procedure('change:waive')
		.input(at.extend({ gate: z.string(), reason: z.string(), until: z.string(), digest: z.string() }))
		.mutation(({ ctx, input }) => waiveGate(ctx.ctx, input)),
	countersignWaiver: procedure('change:waive')
		.input(at.extend({ waiver: z.string() }))
		.mutation(({ ctx, input }) => countersignWaiver(ctx.ctx, input)),
	reproduceAgain: procedure('run:start')
		.input(at)
		.mutation(({ ctx, input }) => reproduceAgain(ctx.ctx, input)),
	revokeWaiver: procedure('change:waive')
		.input(at.extend({ waiver: z.string(), reason: z.string().optional() }))
		.mutation(({ ctx, input }) => revokeWaiver(ctx.ctx, input)),
});
