import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change } from '@interlock/db/tables';
import { reviewDueAt } from '@interlock/domain/change';
import { formatInstant } from '@interlock/domain/policy';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadPolicyVersion, peopleOfOrg, type PolicyVersion } from '../policy/index.ts';
import { onceByStep } from '../process/index.ts';
import { type LoadedChange, lockChangeById } from './load-change.ts';
import { nextStep } from './next-step.ts';
import { peopleOfSelector } from './people-of-selector.ts';
import { readStanding, whomItWaitsFor } from './read-standing.ts';
import { escalateKey, remindKey } from './review-standing.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';

/**
 * Asks again for a review that doesn't come: the people who could give it, or, where they stay silent, those the policy escalates to.
 * Each once per revision. Does nothing when that isn't the next step any more.
 */
export async function remindReviewers(ctx: ServiceContext, input: { changeId: string }): Promise<void> {
	await transact(ctx, async (tx) => {
		const loaded = await lockChangeById(tx, ctx, input.changeId);
		const step = await nextStep(tx, ctx, loaded);
		const policy = await loadPolicyVersion(tx, loaded.revision.policyId);
		if (step.next === 'remind') await onceByStep(tx, remindKey(loaded), async () => ask(tx, ctx, loaded, policy, 'reminder'));
		if (step.next === 'escalate') await onceByStep(tx, escalateKey(loaded), async () => ask(tx, ctx, loaded, policy, 'escalation'));
	});
}

async function ask(tx: Tx, ctx: ServiceContext, loaded: LoadedChange, policy: PolicyVersion, kind: 'reminder' | 'escalation'): Promise<{ asked: string[] }> {
	const { row, revision } = loaded;
	const dueMs = reviewDueAt({ pushedAtMs: revision.createdAt.getTime() }, policy.document);
	const due = formatInstant(dueMs);
	const people = kind === 'reminder' ? await whoCanApprove(tx, ctx, loaded) : await peopleOfSelector(tx, row.orgId, policy.document.review.escalateTo);
	const names = people.length > 0 ? people.map(({ name }) => name).join(', ') : 'nobody: nobody can at the moment';
	const what = `#${row.number}, ${row.title}`;
	await tellPeople(tx, ctx, row, {
		kind,
		to: people.map(({ userId }) => userId),
		sentence:
			kind === 'reminder' ? `${what} still waits for a review, due ${due}.` : `${what} waits for a review and nobody gave it; it closes by itself ${due}.`,
		because: kind === 'reminder' ? 'You can approve it.' : `The policy of ${loaded.environment} escalates to ${policy.document.review.escalateTo}.`,
		dueAt: new Date(dueMs),
	});
	const entry = {
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		subjectDigest: revision.digest,
		after: { revision: row.revision, asked: people.map(({ userId }) => userId), due },
	};
	if (kind === 'reminder') await recordAudit(tx, ctx, { action: 'change.reminded', ...entry });
	else await recordAudit(tx, ctx, { action: 'change.escalated', ...entry });
	await tx.update(change).set({ updatedAt: ctx.now() }).where(eq(change.id, row.id));
	await tellChange(tx, ctx, row, {
		kind: kind === 'reminder' ? 'reminded' : 'escalated',
		sentence: kind === 'reminder' ? `reminded ${names}: the review is due ${due}` : `asked ${names} as well: nobody gave the review that is due ${due}`,
		data: { asked: people, dueMs },
	});
	return { asked: people.map(({ userId }) => userId) };
}

async function whoCanApprove(tx: Tx, ctx: ServiceContext, { row }: LoadedChange): Promise<{ userId: string; name: string }[]> {
	const waitsFor = whomItWaitsFor(await readStanding(tx, ctx, row), ctx.now().getTime());
	return (await peopleOfOrg(tx, row.orgId)).filter(({ userId }) => waitsFor.includes(userId)).map(({ userId, name }) => ({ userId, name }));
}
