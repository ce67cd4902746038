import { eq } from 'drizzle-orm';
import { waiver } from '@interlock/db/tables';
import { type CountersignWaiverInput, countersignWaiverInput, whyNotCountersign } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { decideInBackground } from './decide-change.ts';
import { loadWaiver, lockForWaiver } from './load-waiver.ts';
import { tellChange } from './tell-change.ts';

/**
 * Countersigns a waiver as its second person; from now until its end the gate counts as passed. When approvals had been waiting for
 * this, the rollout starts in the same transaction. `forbidden` with the rule's sentence for who asked and for contributors.
 */
export async function countersignWaiver(ctx: ServiceContext, input: CountersignWaiverInput): Promise<{ rolloutId: string | null }> {
	const wanted = parseInput(countersignWaiverInput, input);
	return transact(ctx, async (tx) => {
		const { loaded, policy, read, person } = await lockForWaiver(tx, ctx, wanted);
		const { row, revision } = loaded;
		const target = { kind: 'change', id: row.id, name: `#${row.number}` };
		const asked = await loadWaiver(tx, loaded, wanted.waiver);
		const barred = whyNotCountersign(policy.document, read.subject.contributors, asked, person);
		if (barred || person.userId === null) deny('waiver.countersigned', row, target, barred ?? '', 'not-a-second-person');
		if (asked.revokedAt || asked.countersignedAt || asked.endsAt <= ctx.now())
			throw new DomainError('conflict', `waiver: it is ${asked.revokedAt ? 'revoked' : asked.countersignedAt ? 'countersigned already' : 'over'}`, {
				field: 'waiver',
				value: asked.id,
				reason: 'waiver-state',
			});
		await tx
			.update(waiver)
			.set({ countersignedBy: person.name, countersignedByUserId: person.userId, countersignedAt: ctx.now() })
			.where(eq(waiver.id, asked.id));
		const title = read.gates.find((g) => g.gate === asked.gate)?.title ?? asked.gate;
		await recordAudit(tx, ctx, {
			action: 'waiver.countersigned',
			orgId: row.orgId,
			projectId: row.projectId,
			target,
			subjectDigest: revision.digest,
			reason: asked.reason,
			after: { waiverId: asked.id, gate: asked.gate, requestedBy: asked.requestedByUserId, endsAt: asked.endsAt.toISOString() },
		});
		await tellChange(tx, ctx, row, {
			kind: 'gate-waived',
			sentence: `countersigned the waiver of "${title}" that ${asked.requestedBy} asked for`,
			data: { waiverId: asked.id, gate: asked.gate },
		});
		const decided = row.state === 'in-review' ? await decideInBackground(tx, ctx, loaded) : null;
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { rolloutId: decided?.rolloutId ?? null };
	});
}
