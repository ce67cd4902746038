import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { breakGlass, change } from '@interlock/db/tables';
import { decide, moveChange } from '@interlock/domain/change';
import { DomainError } from '@interlock/domain/error';
import { formatInstant } from '@interlock/domain/policy';
import { deny, type ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { startRolloutInTx } from '../deployment/index.ts';
import type { PolicyVersion } from '../policy/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { type BreakGlassRow, whyNotNow } from './break-glass-record.ts';
import type { LoadedChange } from './load-change.ts';
import { ownersOfProject } from './owners-of-project.ts';
import { readFacts } from './read-facts.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';
import { verifySubject } from './verify-subject.ts';
import { votesOf } from './votes-of.ts';

/**
 * Lets a locked change out by an emergency that was confirmed: its rollout starts in this transaction, what the policy would have said is
 * kept, everybody who owns the project is told, and the review afterwards is due.
 */
export async function rollOutUnapproved(tx: Tx, ctx: ServiceContext, loaded: LoadedChange, policy: PolicyVersion, emergency: BreakGlassRow): Promise<string> {
	const { row, revision } = loaded;
	const target = { kind: 'change', id: row.id, name: `#${row.number}` };
	const why = await whyNotNow(tx, loaded, policy, ctx.now());
	if (why) deny('change.break-glass-used', row, target, why, 'break-glass');
	await verifySubject(tx, ctx, loaded, policy).catch((error: unknown) => {
		if (!(error instanceof DomainError) || error.detail.reason !== 'digest-mismatch') throw error;
		deny('change.break-glass-used', row, target, error.message, 'digest-mismatch');
	});
	const { subject, facts } = await readFacts(tx, loaded, policy, ctx.now());
	const decision = decide(policy.document, subject, await votesOf(tx, row.id), facts, ctx.now().getTime());
	await tx
		.update(change)
		.set({ state: moveChange(row.state, 'approve'), updatedAt: ctx.now() })
		.where(eq(change.id, row.id));
	const { rolloutId } = await startRolloutInTx(tx, ctx, {
		endpointId: row.endpointId,
		change: { id: row.id, number: row.number },
		fromVersionId: revision.baseModelVersionId,
		toVersionId: revision.modelVersionId,
		plan: policy.document.rolloutPlan,
		subjectDigest: revision.digest,
	});
	const reviewDueAt = new Date(ctx.now().getTime() + policy.document.breakGlass.reviewMs);
	await tx.update(breakGlass).set({ usedAt: ctx.now(), reviewDueAt, rolloutId, decision }).where(eq(breakGlass.id, emergency.id));
	const by = emergency.confirmedBy ? `${emergency.requestedBy} and ${emergency.confirmedBy}` : emergency.requestedBy;
	await recordAudit(tx, ctx, {
		action: 'change.break-glass-used',
		orgId: row.orgId,
		projectId: row.projectId,
		target,
		subjectDigest: revision.digest,
		reason: emergency.reason,
		before: { state: row.state },
		after: {
			state: 'approved',
			incident: emergency.incident,
			by: [emergency.requestedByUserId, emergency.confirmedByUserId],
			rolloutId,
			// The sentences name people, so they stay in the emergency's row.
			policyWouldHaveSaid: { outcome: decision.outcome },
			reviewDue: reviewDueAt,
		},
	});
	const due = formatInstant(reviewDueAt.getTime());
	await tellChange(tx, ctx, row, {
		kind: 'break-glass',
		sentence: `let revision ${row.revision} out by break-glass for ${emergency.incident}: ${emergency.reason} The review is due ${due}, else it is rolled back.`,
		data: { rolloutId, incident: emergency.incident, missing: decision.missing },
	});
	await tellPeople(tx, ctx, row, {
		kind: 'break-glass',
		to: (await ownersOfProject(tx, row.orgId)).map(({ userId }) => userId),
		sentence: `${by} let #${row.number}, ${row.title}, out in ${loaded.environment} by break-glass for ${emergency.incident}.`,
		because: `It has to be reviewed by ${due}, else it is rolled back.`,
		dueAt: reviewDueAt,
	});
	await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
	return rolloutId;
}
