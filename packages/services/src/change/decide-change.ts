import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint } from '@interlock/db/tables';
import { decide, type Decision, judgeVotes, moveChange } from '@interlock/domain/change';
import { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { startRolloutInTx } from '../deployment/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { onceByStep } from '../process/index.ts';
import { refreshContributors } from './collect-contributors.ts';
import type { LoadedChange } from './load-change.ts';
import { keepPlace } from './merge-queue.ts';
import { readFacts } from './read-facts.ts';
import { recordDecision } from './record-decision.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';
import { verifySubject } from './verify-subject.ts';
import { votesOf } from './votes-of.ts';

export interface Decided {
	decision: Decision;
	/** The rollout that the decision started, or null. */
	rolloutId: string | null;
	/** It would be allowed if no other rollout of the endpoint were open and nobody ahead in its queue. */
	heldByRolloutOnly: boolean;
	/** How long until something that holds it ends by itself, in ms; null where nothing does. */
	heldForMs: number | null;
}

/**
 * Decides a locked change and, when it is allowed, approves it and starts its rollout: all in this transaction. The endpoint's row is
 * locked too, so that two changes of one endpoint are decided one after the other. What was decided on is kept with the decision.
 */
export async function decideChange(tx: Tx, ctx: ServiceContext, loaded: LoadedChange): Promise<Decided> {
	const { row, revision } = loaded;
	await tx.select({ id: endpoint.id }).from(endpoint).where(eq(endpoint.id, row.endpointId)).for('update');
	await refreshContributors(tx, revision);
	const policy = await loadPolicyVersion(tx, revision.policyId);
	const votes = await votesOf(tx, row.id);
	const { subject, facts } = await readFacts(tx, loaded, policy, ctx.now());
	const nowMs = ctx.now().getTime();
	const decision = decide(policy.document, subject, votes, facts, nowMs);
	const inputs = { policyDigest: policy.digest, subject, votes: votes.map(({ body: _body, ...vote }) => vote), facts, nowMs };
	const inputsDigest = await recordDecision(tx, loaded, policy.id, inputs, decision);
	if (decision.outcome === 'deny') {
		const isQueued = facts.rolloutOpen || (facts.aheadInQueue ?? []).length > 0;
		const freed = isQueued && decide(policy.document, subject, votes, { ...facts, rolloutOpen: false, aheadInQueue: [] }, nowMs).outcome === 'allow';
		await keepPlace(tx, ctx, loaded, freed);
		return { decision, rolloutId: null, heldByRolloutOnly: freed, heldForMs: decision.againAtMs === undefined ? null : decision.againAtMs - nowMs };
	}

	await verifySubject(tx, ctx, loaded, policy);
	const counting = judgeVotes(policy.document, subject, votes, facts, nowMs).filter((vote) => vote.counts);
	const approvers = counting.map((vote) => vote.name);
	await tx
		.update(change)
		.set({ state: moveChange(row.state, 'approve'), queuedAt: null, updatedAt: ctx.now() })
		.where(eq(change.id, row.id));
	await recordAudit(tx, ctx, {
		action: 'change.decided',
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		subjectDigest: revision.digest,
		before: { state: row.state },
		after: { state: 'approved', approvers: counting.map((vote) => vote.userId), inputsDigest },
		reason: decision.reasons.join(' '),
	});
	const { rolloutId } = await startRolloutInTx(tx, ctx, {
		endpointId: row.endpointId,
		change: { id: row.id, number: row.number },
		fromVersionId: revision.baseModelVersionId,
		toVersionId: revision.modelVersionId,
		plan: policy.document.rolloutPlan,
		subjectDigest: revision.digest,
	});
	await tellChange(tx, ctx, row, {
		kind: 'approved',
		sentence: `approved by policy: ${decision.reasons.join(' ')} Its rollout starts.`,
		data: { rolloutId, approvers, inputsDigest },
	});
	await tellPeople(tx, ctx, row, {
		kind: 'outcome',
		to: [row.authorUserId],
		sentence: `#${row.number} ${row.title} is approved; its rollout started.`,
		because: 'You opened it.',
	});
	return { decision, rolloutId, heldByRolloutOnly: false, heldForMs: null };
}

/**
 * The same for a process. Nobody is there to be refused: when the stored version isn't what was approved, the refusal goes to the audit
 * log and the timeline, and the change stays in review.
 */
export async function decideInBackground(tx: Tx, ctx: ServiceContext, loaded: LoadedChange): Promise<Decided | null> {
	try {
		return await tx.transaction((inner) => decideChange(inner, ctx, loaded));
	} catch (error) {
		if (!(error instanceof DomainError) || error.detail.reason !== 'digest-mismatch') throw error;
		const { row, revision } = loaded;
		await onceByStep(tx, `change/${row.id}/revision/${row.revision}/refused`, async () => {
			await recordAudit(tx, ctx, {
				action: 'change.decided',
				decision: 'denied',
				orgId: row.orgId,
				projectId: row.projectId,
				target: { kind: 'change', id: row.id, name: `#${row.number}` },
				reason: error.message,
				subjectDigest: revision.digest,
			});
			await tellChange(tx, ctx, row, { kind: 'refused', sentence: `can't roll out: ${error.message}` });
		});
		return null;
	}
}
