import { asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, modelVersion, rollout } from '@interlock/db/tables';
import { formatDuration } from '@interlock/domain/statistics';
import type { EndpointRow } from './load-endpoint.ts';

/** How long a digest that was approved for an environment may be gone back to without approvals (R21). */
export const ROLLBACK_MS = 90 * 86_400_000;

/**
 * Why a version can't be rolled back to without approvals, as a sentence; null when it can: its digest was approved for the endpoint's
 * environment, and served there under that approval, or was approved, within the last 90 days.
 */
export async function whyNotWithoutApproval(tx: Tx, served: EndpointRow, versionId: string, now: Date): Promise<string | null> {
	const [to] = await tx.select().from(modelVersion).where(eq(modelVersion.id, versionId));
	if (!to) return 'The version is gone.';
	const standing = await approvedUntil(tx, served, to.filesDigest);
	const name = `Version ${to.version}`;
	if (!standing) return `${name} was never approved for this environment; open a change instead.`;
	const agoMs = now.getTime() - standing.getTime();
	if (agoMs <= ROLLBACK_MS) return null;
	return `${name} was last approved for this environment ${formatDuration(agoMs)} ago; without approvals a rollback goes back at most ${formatDuration(ROLLBACK_MS)}: revert the change instead.`;
}

/** Until when a digest was approved or served in the endpoint's environment; null when it never went live there. */
async function approvedUntil(tx: Tx, served: EndpointRow, filesDigest: string): Promise<Date | null> {
	const places = tx.select({ id: endpoint.id }).from(endpoint).where(eq(endpoint.environmentId, served.environmentId));
	const rows = await tx
		.select({ rollout, filesDigest: modelVersion.filesDigest })
		.from(rollout)
		.innerJoin(modelVersion, eq(modelVersion.id, rollout.toVersionId))
		.where(inArray(rollout.endpointId, places))
		.orderBy(asc(rollout.createdAt), asc(rollout.id));
	const live = rows.filter(({ rollout: row }) => row.state === 'live');
	const dates = live.flatMap((one, i) => {
		if (one.filesDigest !== filesDigest) return [];
		const next = live.slice(i + 1).find((other) => other.rollout.endpointId === one.rollout.endpointId);
		return [next?.rollout.endedAt ?? one.rollout.endedAt ?? one.rollout.createdAt];
	});
	return dates.reduce<Date | null>((newest, date) => (newest && newest > date ? newest : date), null);
}
