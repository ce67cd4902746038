import { and, asc, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { contributor, gateResult, rollout } from '@interlock/db/tables';
import type { ApprovalFacts, ChangeSubject, EvaluationRecord, GateStanding } from '@interlock/domain/change';
import { permissionsOf } from '@interlock/domain/access';
import type { Acting } from '@interlock/domain/delegation';
import { newestPolicies, type PolicyVersion, poolOf } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';
import { aheadInQueue } from './merge-queue.ts';
import { awayOf, readActing } from './read-acting.ts';
import { readDiscussions } from './read-discussion.ts';
import { factsAbout, readBaseVersions } from './read-change-facts.ts';
import { readWaivers } from './read-waivers.ts';
import { recalledOfAll } from './read-recalled.ts';
import { readMovedOfAll } from './read-stale.ts';

export interface ReadFacts {
	subject: ChangeSubject;
	facts: ApprovalFacts;
	/** Whom some requirement could ask, of the policy that bound the revision or of the newest. */
	people: Acting[];
	gates: (GateStanding & { gate: string; sentence: string })[];
}

function comparisonOf({ evaluationRecord }: LoadedChange['revision']): ChangeSubject['comparison'] {
	const record = evaluationRecord as EvaluationRecord | null;
	return record && { digest: record.comparisonDigest, first: record.firstComparisonDigest };
}

/** A loaded change with the policy that binds its newest revision. */
export interface BoundChange {
	loaded: LoadedChange;
	policy: PolicyVersion;
}

/** What `decide` is given, as it is now. */
export async function readFacts(tx: Tx, loaded: LoadedChange, policy: PolicyVersion, now: Date): Promise<ReadFacts> {
	const [read] = await readFactsOfAll(tx, [{ loaded, policy }], now);
	if (!read) throw new Error(`change ${loaded.row.id} has no facts`);
	return read;
}

/**
 * What `decide` is given for each of some changes of one organization, in their order: the same queries for one and for a hundred. Roles are
 * those of whoever may vote and of administrators; others can't count.
 */
export async function readFactsOfAll(tx: Tx, all: readonly BoundChange[], now: Date): Promise<ReadFacts[]> {
	const [first] = all;
	if (!first) return [];
	const { orgId } = first.loaded.row;
	const changes = all.map(({ loaded }) => loaded);
	const rows = changes.map(({ row }) => row);
	const ids = rows.map(({ id }) => id);
	const contributors = await tx
		.select({ changeId: contributor.changeId, userId: contributor.userId, because: contributor.because })
		.from(contributor)
		.where(inArray(contributor.changeId, ids))
		.orderBy(asc(contributor.because));
	const contributorsOf = (changeId: string) => contributors.filter((one) => one.changeId === changeId).map(({ userId, because }) => ({ userId, because }));
	const acting = await readActing(tx, orgId, changes, (id) => new Set(contributorsOf(id).map(({ userId }) => userId)), now);
	const newest = await newestPolicies(
		tx,
		all.map(({ policy }) => policy.environmentId),
	);
	const waiversOf = await readWaivers(tx, orgId, rows);
	const results = await tx
		.select({
			changeId: gateResult.changeId,
			revision: gateResult.revision,
			gate: gateResult.gate,
			title: gateResult.title,
			status: gateResult.status,
			sentence: gateResult.sentence,
		})
		.from(gateResult)
		.where(inArray(gateResult.changeId, ids));
	const movedOf = await readMovedOfAll(tx, changes);
	const rollouts = await tx
		.select({ endpointId: rollout.endpointId })
		.from(rollout)
		.where(
			and(
				inArray(
					rollout.endpointId,
					rows.map(({ endpointId }) => endpointId),
				),
				inArray(rollout.state, ['running', 'paused']),
			),
		);
	const aheadOf = await aheadInQueue(tx, rows);
	const recalledOf = await recalledOfAll(tx, changes);
	const discussionOf = await readDiscussions(tx, rows);
	const baseVersions = await readBaseVersions(tx, changes);
	return all.map(({ loaded, policy }) => {
		const { row, revision } = loaded;
		const own = contributorsOf(row.id);
		const everybody = acting.get(row.id) ?? [];
		const newer = newest.get(policy.environmentId);
		const newerPolicy = !newer || newer.id === policy.id ? null : newer.document;
		// Everybody whom some policy could ask, so that another policy can be tried on the decision later; and who may dismiss.
		const counting = everybody.filter(({ roles }) => permissionsOf(roles).has('change:review') || roles.includes('admin'));
		const waivers = waiversOf(row.id);
		const gates = results
			.filter((g) => g.changeId === row.id && g.revision === row.revision)
			.map(({ gate, title, status, sentence }) => ({ gate, title, status, sentence, waivers: waivers.filter((w) => w.gate === gate) }));
		const moved = movedOf(row.id);
		const contributed = new Set(own.map(({ userId }) => userId)).size;
		const baseVersion = revision.baseModelVersionId ? (baseVersions.get(revision.baseModelVersionId) ?? null) : null;
		return {
			subject: {
				state: row.state,
				revision: row.revision,
				digest: revision.digest,
				policyDigest: policy.digest,
				comparison: comparisonOf(revision),
				contributors: own,
				expiresAtMs: row.expiresAt.getTime(),
			},
			facts: {
				rolesNow: Object.fromEntries(counting.map((p) => [p.userId, p.roles])),
				groupsNow: Object.fromEntries(counting.map((p) => [p.userId, p.groups])),
				away: awayOf(everybody),
				about: factsAbout(loaded, policy.document, { gates, contributors: contributed, baseVersion }),
				newerPolicy,
				gates,
				evaluation: revision.evaluation,
				championMoved: moved.champion !== null,
				dataMoved: moved.data !== null,
				rolloutOpen: rollouts.some(({ endpointId }) => endpointId === row.endpointId),
				aheadInQueue: aheadOf(row.id),
				recalled: recalledOf(row.id),
				...discussionOf(row),
			},
			people: everybody.filter((one) => [policy.document, newerPolicy].some((document) => document && poolOf(document, [one]).length > 0)),
			gates,
		};
	});
}
