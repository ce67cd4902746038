import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { run } from '@interlock/db/tables';
import type { Permission, Place } from '@interlock/domain/access';
import type { DomainError } from '@interlock/domain/error';
import { type RunTokenAccess, runTokenAllows, type RunTokenBounds, type RunTokenSubject } from '@interlock/domain/run';
import { denyWith, type ServiceContext, type Target } from '../access/index.ts';

/** The bounds of a run token; null for every other actor. */
export function runBounds(ctx: ServiceContext): RunTokenBounds | null {
	return ctx.actor.kind === 'token' ? (ctx.actor.run ?? null) : null;
}

export interface Touch {
	permission: Permission;
	access: RunTokenAccess;
	place: Place;
	target: Target;
	/** What an unknown id answers here; a refusal answers the same. */
	unknown: () => DomainError;
}

/** Refuses a run token whatever lies outside its run, its children and its model. Other actors pass: their roles were checked already. */
export function keepWithinRun(ctx: ServiceContext, subject: RunTokenSubject, touch: Touch): void {
	const bounds = runBounds(ctx);
	if (!bounds || runTokenAllows(bounds, touch.access, subject)) return;
	denyWith(touch.unknown(), {
		action: touch.permission,
		place: touch.place,
		target: touch.target,
		reason: 'a run token reaches only its own run, its child runs, their models and versions of its declared model',
	});
}

/** The experiment of a run token's own run. */
export async function ownExperimentId(tx: Tx, bounds: RunTokenBounds): Promise<string | null> {
	const [row] = await tx.select({ experimentId: run.experimentId }).from(run).where(eq(run.id, bounds.runId));
	return row?.experimentId ?? null;
}
