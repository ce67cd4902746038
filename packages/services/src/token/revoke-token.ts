import { and, eq } from 'drizzle-orm';
import { apiToken } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { z } from 'zod';
import { authorize, loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/** Revokes a token at once, on HTTP and sockets. One's own, or with `member:write` anybody's. Twice is fine. */
export async function revokeToken(ctx: ServiceContext, input: { org: string; id: string }): Promise<void> {
	const id = z.uuid().safeParse(input.id);
	await transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'token:write');
		const [row] = id.success
			? await tx
					.select()
					.from(apiToken)
					.where(and(eq(apiToken.orgId, org.id), eq(apiToken.id, id.data)))
					.for('update')
			: [];
		if (!row) throw new DomainError('not-found', 'token not found', { field: 'id', value: input.id });
		if (row.ownerUserId !== personOf(ctx.actor)) authorize(ctx, 'member:write', { orgId: org.id }, { kind: 'token', id: row.id, name: row.name });
		if (row.revokedAt) return;
		await tx.update(apiToken).set({ revokedAt: ctx.now() }).where(eq(apiToken.id, row.id));
		await recordAudit(tx, ctx, { action: 'token.revoked', orgId: org.id, projectId: null, target: { kind: 'token', id: row.id, name: row.name } });
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'token.revoked', data: { tokenId: row.id } });
	});
}
