import { waiver } from '@interlock/db/tables';
import { endOfWaiver, judgeWaiver, shortDigest, type WaiveGateInput, waiveGateInput, whyNotWaive } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { notify } from '../notification/index.ts';
import { lockForWaiver } from './load-waiver.ts';
import { tellChange } from './tell-change.ts';
import { linkOfChange } from './tell-people.ts';
import { countersignersOf, WHY_COUNTERSIGN } from './waivers-that-wait.ts';

/**
 * Asks to let a gate of the revision the reader saw count as passed until a day. It counts once a second person countersigned.
 * `forbidden` with the rule's sentence for a gate that is never waived or a person who may not; `conflict` when the candidate changed
 * meanwhile or the gate has a waiver already.
 */
export async function waiveGate(ctx: ServiceContext, input: WaiveGateInput): Promise<{ id: string; endsAtMs: number }> {
	const wanted = parseInput(waiveGateInput, input);
	return transact(ctx, async (tx) => {
		const { loaded, policy, read, person } = await lockForWaiver(tx, ctx, wanted);
		const { row, revision } = loaded;
		const target = { kind: 'change', id: row.id, name: `#${row.number}` };
		const gate = read.gates.find((g) => g.gate === wanted.gate);
		if (!gate) throw new DomainError('not-found', `revision ${row.revision} has no gate ${wanted.gate}`, { field: 'gate', value: wanted.gate });
		const barred = whyNotWaive(policy.document, gate, person);
		if (barred || person.userId === null) deny('waiver.requested', row, target, barred ?? '', 'not-waivable');
		if (gate.status === 'passed')
			throw new DomainError('conflict', `gate: "${gate.title}" passed; there is nothing to waive`, {
				field: 'gate',
				value: wanted.gate,
				reason: 'gate-passed',
			});
		if (wanted.digest !== revision.digest)
			throw new DomainError('conflict', `digest: the candidate changed while you were reading; revision ${row.revision} is ${shortDigest(revision.digest)}`, {
				field: 'digest',
				value: wanted.digest,
				limit: revision.digest,
				reason: 'candidate-changed',
			});
		const nowMs = ctx.now().getTime();
		const endsAtMs = endOfWaiver(wanted.until, policy.document.waivers.maxDays, nowMs);
		const standing = (gate.waivers ?? []).find((w) =>
			['waiting', 'in-force'].includes(judgeWaiver(policy.document, read.subject.contributors, w, nowMs).state),
		);
		if (standing)
			throw new DomainError('conflict', `gate: "${gate.title}" has a waiver by ${standing.requestedBy.name} already; revoke it first`, {
				field: 'gate',
				value: wanted.gate,
				reason: 'waived-already',
			});
		const [made] = await tx
			.insert(waiver)
			.values({
				orgId: row.orgId,
				projectId: row.projectId,
				changeId: row.id,
				revision: row.revision,
				subjectDigest: revision.digest,
				gate: wanted.gate,
				reason: wanted.reason,
				endsAt: new Date(endsAtMs),
				requestedBy: person.name,
				requestedByUserId: person.userId,
				createdAt: ctx.now(),
			})
			.returning({ id: waiver.id });
		if (!made) throw new Error('no waiver');
		await recordAudit(tx, ctx, {
			action: 'waiver.requested',
			orgId: row.orgId,
			projectId: row.projectId,
			target,
			subjectDigest: revision.digest,
			reason: wanted.reason,
			after: { waiverId: made.id, gate: wanted.gate, until: wanted.until, revision: row.revision },
		});
		await notify(tx, ctx, {
			orgId: row.orgId,
			projectId: row.projectId,
			kind: 'waiver-requested',
			to: await countersignersOf(tx, row.orgId, policy.document, read.subject.contributors, person.userId),
			subject: { kind: 'waiver', id: made.id },
			sentence: `#${row.number} ${row.title}: ${person.name} asks to waive "${gate.title}" until ${wanted.until}; it waits for your countersignature.`,
			because: WHY_COUNTERSIGN,
			link: await linkOfChange(tx, row),
			dueAt: new Date(endsAtMs),
		});
		await tellChange(tx, ctx, row, {
			kind: 'waiver-requested',
			sentence: `asked to waive "${gate.title}" until ${wanted.until}: ${wanted.reason}`,
			data: { waiverId: made.id, gate: wanted.gate },
		});
		return { id: made.id, endsAtMs };
	});
}
