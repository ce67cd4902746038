import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { breakGlass } from '@interlock/db/tables';
import { can } from '@interlock/domain/access';
import { type ReviewBreakGlassInput, reviewBreakGlassInput, whyNotReviewer } from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { takeBackInTx } from '../deployment/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { enqueueCommand, onceByStep } from '../process/index.ts';
import { type BreakGlassRow, newestBreakGlass, recordOf } from './break-glass-record.ts';
import { loadChange, type LoadedChange, lockChangeById } from './load-change.ts';
import { nextStep } from './next-step.ts';
import { ownersOfProject } from './owners-of-project.ts';
import { readFacts } from './read-facts.ts';
import { speakerOf } from './speaker.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';

/**
 * Reviews afterwards what went out by break-glass: accepted, it stays; rejected, it is rolled back in this transaction. Errors:
 * `forbidden` with the rule's sentence for those who broke the glass, for contributors, and when there is nothing to review.
 */
export async function reviewBreakGlass(ctx: ServiceContext, input: ReviewBreakGlassInput): Promise<{ verdict: 'accepted' | 'rejected' }> {
	const wanted = parseInput(reviewBreakGlassInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:review', { lock: true });
		const { row, revision } = loaded;
		const target = { kind: 'change', id: row.id, name: `#${row.number}` };
		const emergency = await newestBreakGlass(tx, row.id);
		const speaker = await speakerOf(tx, ctx.actor);
		const { subject } = await readFacts(tx, loaded, await loadPolicyVersion(tx, revision.policyId), ctx.now());
		const person = { ...speaker, mayReview: can(ctx.actor, 'change:review', row).allowed };
		const why = emergency ? whyNotReviewer(recordOf(emergency), subject.contributors, person, ctx.now().getTime()) : 'There is nothing to review.';
		if (why || !emergency) return deny('change.break-glass-reviewed', row, target, why ?? '', 'break-glass');
		const { verdict, body } = wanted;
		await tx
			.update(breakGlass)
			.set({ verdict, reviewedByUserId: speaker.userId, reviewedBy: speaker.name, reviewedAt: ctx.now(), reviewBody: body })
			.where(eq(breakGlass.id, emergency.id));
		await recordAudit(tx, ctx, {
			action: 'change.break-glass-reviewed',
			orgId: row.orgId,
			projectId: row.projectId,
			target,
			subjectDigest: revision.digest,
			reason: body,
			after: { verdict, incident: emergency.incident },
		});
		await tellChange(tx, ctx, row, { kind: 'break-glass-review', sentence: `${verdict} the emergency afterwards: ${body}` });
		if (verdict === 'rejected') await takeBack(tx, ctx, loaded, emergency, `Rejected afterwards by ${speaker.name}: ${body}`);
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { verdict };
	});
}

/** Rolls back, by the change's process and once, what went out by break-glass and wasn't reviewed in time. Does nothing when that isn't the next step any more. */
export async function takeBackUnreviewed(ctx: ServiceContext, input: { changeId: string }): Promise<void> {
	await transact(ctx, async (tx) => {
		const loaded = await lockChangeById(tx, ctx, input.changeId);
		const step = await nextStep(tx, ctx, loaded);
		const emergency = await newestBreakGlass(tx, loaded.row.id);
		if (step.next !== 'take-back' || !emergency) return;
		await onceByStep(tx, `change/${loaded.row.id}/break-glass/${emergency.id}/take-back`, async () => {
			await takeBack(tx, ctx, loaded, emergency, 'Nobody reviewed the emergency in time.');
		});
	});
}

async function takeBack(tx: Tx, ctx: ServiceContext, { row, revision, environment }: LoadedChange, emergency: BreakGlassRow, reason: string): Promise<void> {
	await tx.update(breakGlass).set({ takenBackAt: ctx.now() }).where(eq(breakGlass.id, emergency.id));
	const what = await takeBackInTx(tx, ctx, { endpointId: row.endpointId, rolloutId: emergency.rolloutId ?? '', versionId: revision.modelVersionId, reason });
	await recordAudit(tx, ctx, {
		action: 'change.break-glass-taken-back',
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		subjectDigest: revision.digest,
		reason,
		after: { incident: emergency.incident, what },
	});
	await tellChange(tx, ctx, row, {
		kind: 'break-glass-taken-back',
		sentence: what === 'nothing' ? `ended the emergency: ${reason} The version serves no more.` : `rolled back what went out by break-glass: ${reason}`,
	});
	await tellPeople(tx, ctx, row, {
		kind: 'break-glass',
		to: (await ownersOfProject(tx, row.orgId)).map(({ userId }) => userId),
		sentence: `#${row.number}, ${row.title}, was rolled back in ${environment}.`,
		because: reason,
		dueAt: null,
	});
}
