import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { contributor, gateResult, rollout } from '@interlock/db/tables';
import type { ApprovalFacts, ChangeSubject, EvaluationRecord, GateStanding } from '@interlock/domain/change';
import { permissionsOf } from '@interlock/domain/access';
import type { Acting } from '@interlock/domain/delegation';
import { currentPolicy, type PolicyVersion, poolOf } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';
import { aheadInQueue } from './merge-queue.ts';
import { awayOf, readActing } from './read-acting.ts';
import { readDiscussion } from './read-discussion.ts';
import { readChangeFacts } from './read-change-facts.ts';
import { readWaivers } from './read-waivers.ts';
import { recalledOf } from './read-recalled.ts';
import { readMoved } from './read-stale.ts';

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

/** What `decide` is given, as it is now. Roles are those of whoever may vote and of administrators; others can't count. */
export async function readFacts(tx: Tx, loaded: LoadedChange, policy: PolicyVersion, now: Date): Promise<ReadFacts> {
	const { row, revision } = loaded;
	const contributors = await tx
		.select({ userId: contributor.userId, because: contributor.because })
		.from(contributor)
		.where(eq(contributor.changeId, row.id))
		.orderBy(asc(contributor.because));
	const contributed = new Set(contributors.map(({ userId }) => userId));
	const everybody = await readActing(tx, loaded, contributed, now);
	const newest = await currentPolicy(tx, policy.environmentId);
	const newerPolicy = newest.id === policy.id ? null : newest.document;
	const people = everybody.filter((one) => [policy.document, newerPolicy].some((document) => document && poolOf(document, [one]).length > 0));
	// Everybody whom some policy could ask, so that another policy can be tried on the decision later; and who may dismiss.
	const counting = everybody.filter(({ roles }) => permissionsOf(roles).has('change:review') || roles.includes('admin'));
	const waivers = await readWaivers(tx, row);
	const results = await tx
		.select({ gate: gateResult.gate, title: gateResult.title, status: gateResult.status, sentence: gateResult.sentence })
		.from(gateResult)
		.where(and(eq(gateResult.changeId, row.id), eq(gateResult.revision, row.revision)));
	const gates = results.map((g) => ({ ...g, waivers: waivers.filter((w) => w.gate === g.gate) }));
	const moved = await readMoved(tx, loaded);
	const open = await tx
		.select({ id: rollout.id })
		.from(rollout)
		.where(and(eq(rollout.endpointId, row.endpointId), inArray(rollout.state, ['running', 'paused'])));
	return {
		subject: {
			state: row.state,
			revision: row.revision,
			digest: revision.digest,
			policyDigest: policy.digest,
			comparison: comparisonOf(revision),
			contributors,
			expiresAtMs: row.expiresAt.getTime(),
		},
		facts: {
			rolesNow: Object.fromEntries(counting.map((p) => [p.userId, p.roles])),
			groupsNow: Object.fromEntries(counting.map((p) => [p.userId, p.groups])),
			away: awayOf(everybody),
			about: await readChangeFacts(tx, loaded, policy.document, { gates, contributors: contributed.size }),
			newerPolicy,
			gates,
			evaluation: revision.evaluation,
			championMoved: moved.champion !== null,
			dataMoved: moved.data !== null,
			rolloutOpen: open.length > 0,
			aheadInQueue: await aheadInQueue(tx, row),
			recalled: await recalledOf(tx, row, revision),
			...(await readDiscussion(tx, row)),
		},
		people,
		gates,
	};
}
