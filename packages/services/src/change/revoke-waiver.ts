import { eq } from 'drizzle-orm';
import { waiver } from '@interlock/db/tables';
import { type RevokeWaiverInput, revokeWaiverInput } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadWaiver, lockForWaiver } from './load-waiver.ts';
import { tellChange } from './tell-change.ts';

/** Takes a waiver of the newest revision back, countersigned or not; its gate holds the change again. `conflict` when it is revoked already. */
export async function revokeWaiver(ctx: ServiceContext, input: RevokeWaiverInput): Promise<void> {
	const wanted = parseInput(revokeWaiverInput, input);
	await transact(ctx, async (tx) => {
		const { loaded, read, person } = await lockForWaiver(tx, ctx, wanted);
		const { row, revision } = loaded;
		const found = await loadWaiver(tx, loaded, wanted.waiver);
		if (found.revokedAt) throw new DomainError('conflict', 'waiver: it is revoked already', { field: 'waiver', value: found.id, reason: 'waiver-state' });
		await tx.update(waiver).set({ revokedBy: person.name, revokedAt: ctx.now() }).where(eq(waiver.id, found.id));
		await recordAudit(tx, ctx, {
			action: 'waiver.revoked',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			subjectDigest: revision.digest,
			reason: wanted.reason,
			before: { waiverId: found.id, gate: found.gate, requestedBy: found.requestedByUserId, countersignedBy: found.countersignedByUserId },
		});
		const title = read.gates.find((g) => g.gate === found.gate)?.title ?? found.gate;
		await tellChange(tx, ctx, row, {
			kind: 'waiver-revoked',
			sentence: `revoked the waiver of "${title}"${wanted.reason ? `: ${wanted.reason}` : ''}`,
			data: { waiverId: found.id, gate: found.gate },
		});
	});
}
