import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, checkIssuer, externalCheck, gateResult } from '@interlock/db/tables';
import { gateOfCheck, type RevokeIssuerInput, revokeIssuerInput } from '@interlock/domain/check';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';

/** Revokes an issuer's key: it signs nothing any more, and what it signed on changes still in review counts no longer. */
export async function revokeIssuer(ctx: ServiceContext, input: RevokeIssuerInput): Promise<{ changes: number }> {
	const wanted = parseInput(revokeIssuerInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'policy:write');
		const [row] = await tx
			.select()
			.from(checkIssuer)
			.where(and(eq(checkIssuer.projectId, place.projectId), eq(checkIssuer.name, wanted.name)))
			.orderBy(desc(checkIssuer.createdAt))
			.limit(1);
		if (!row) throw new DomainError('not-found', 'issuer not found', { field: 'name', value: wanted.name });
		if (row.revokedAt)
			throw new DomainError('conflict', `name: the key of ${row.name} is revoked already`, { field: 'name', value: wanted.name, reason: 'revoked' });
		await tx.update(checkIssuer).set({ revokedAt: ctx.now() }).where(eq(checkIssuer.id, row.id));
		const changes = await reopenChecks(tx, ctx, row);
		await recordAudit(tx, ctx, {
			action: 'issuer.revoked',
			orgId: place.orgId,
			projectId: place.projectId,
			target: { kind: 'issuer', id: row.id, name: row.name },
			before: { fingerprint: row.fingerprint },
			after: { changes },
		});
		return { changes };
	});
}

/** Gates that only this key's word passed wait again, on changes that aren't decided. Returns how many changes. */
async function reopenChecks(tx: Tx, ctx: ServiceContext, issuer: typeof checkIssuer.$inferSelect): Promise<number> {
	const said = await tx
		.selectDistinct({ changeId: externalCheck.changeId, check: externalCheck.checkId })
		.from(externalCheck)
		.innerJoin(change, eq(change.id, externalCheck.changeId))
		.where(and(eq(externalCheck.issuerId, issuer.id), inArray(change.state, ['draft', 'in-review']), eq(externalCheck.revision, change.revision)));
	for (const { changeId, check } of said) {
		const sentence = `The key of ${issuer.name} was revoked; what it signed counts no longer.`;
		await tx
			.update(gateResult)
			.set({ status: 'pending', sentence, evidence: sql`'{}'::jsonb`, decidedAt: ctx.now() })
			.where(and(eq(gateResult.changeId, changeId), eq(gateResult.gate, gateOfCheck(check))));
	}
	return new Set(said.map(({ changeId }) => changeId)).size;
}
