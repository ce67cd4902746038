import { and, count, desc, eq, gt } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { breakGlass, modelVersion } from '@interlock/db/tables';
import { BREAK_GLASS_WINDOW_MS, type BreakGlassRecord, type Contributor, stateOfBreakGlass, whyNoBreakGlass, whyNotSecond } from '@interlock/domain/change';
import { peopleOfOrg, type PolicyVersion } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';
import { readFacts } from './read-facts.ts';

export type BreakGlassRow = typeof breakGlass.$inferSelect;

/** The newest use or request of the emergency path on a change, or null. */
export async function newestBreakGlass(tx: Tx, changeId: string): Promise<BreakGlassRow | null> {
	const [row] = await tx.select().from(breakGlass).where(eq(breakGlass.changeId, changeId)).orderBy(desc(breakGlass.createdAt), desc(breakGlass.id)).limit(1);
	return row ?? null;
}

/** A row as the rules read it. */
export function recordOf(row: BreakGlassRow): BreakGlassRecord {
	return {
		requestedByUserId: row.requestedByUserId,
		lapsesAtMs: row.lapsesAt.getTime(),
		confirmedByUserId: row.confirmedByUserId,
		usedAtMs: row.usedAt?.getTime() ?? null,
		reviewDueMs: row.reviewDueAt?.getTime() ?? null,
		verdict: row.verdict,
		takenBackAtMs: row.takenBackAt?.getTime() ?? null,
	};
}

/** When an emergency's review is due, in ms, while it waits for one; else null. */
export async function openReviewDueMs(tx: Tx, changeId: string): Promise<number | null> {
	const row = await newestBreakGlass(tx, changeId);
	return row && stateOfBreakGlass(recordOf(row), 0) === 'waits-for-review' ? (row.reviewDueAt?.getTime() ?? null) : null;
}

/** Why somebody can't confirm what was asked for, as a sentence, or null. */
export async function whyNotConfirm(
	tx: Tx,
	asked: BreakGlassRow,
	contributors: readonly Contributor[],
	person: { userId: string; name: string },
	now: Date,
): Promise<string | null> {
	const everybody = await peopleOfOrg(tx, asked.orgId);
	const withGroups = (one: { userId: string; name: string }) => ({ ...one, groups: everybody.find(({ userId }) => userId === one.userId)?.groups ?? [] });
	const first = withGroups({ userId: asked.requestedByUserId, name: asked.requestedBy });
	return whyNotSecond(recordOf(asked), contributors, first, withGroups(person), now.getTime());
}

/** Why the change can't go out by break-glass now, as a sentence, or null. */
export async function whyNotNow(tx: Tx, loaded: LoadedChange, policy: PolicyVersion, now: Date): Promise<string | null> {
	const { row, revision } = loaded;
	const { facts, gates } = await readFacts(tx, loaded, policy, now);
	const since = new Date(now.getTime() - BREAK_GLASS_WINDOW_MS);
	const [used] = await tx
		.select({ n: count() })
		.from(breakGlass)
		.where(and(eq(breakGlass.projectId, row.projectId), gt(breakGlass.usedAt, since)));
	const [champion] = revision.baseModelVersionId
		? await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, revision.baseModelVersionId))
		: [];
	return whyNoBreakGlass(policy.document.breakGlass, {
		state: row.state,
		evaluation: facts.evaluation,
		format: gates.find(({ gate }) => gate === 'format-allowed') ?? null,
		championVersion: champion?.version ?? null,
		championMoved: facts.championMoved,
		rolloutOpen: facts.rolloutOpen,
		used: used?.n ?? 0,
	});
}
