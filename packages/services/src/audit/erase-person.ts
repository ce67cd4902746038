import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { apiToken, auditPersonal, membership, passkey, person, review, session } from '@interlock/db/tables';
import { erasedLabel, erasePersonInput } from '@interlock/domain/audit';
import { DomainError, parseInput } from '@interlock/domain/error';
import type { z } from 'zod';
import type { ServiceContext } from '../access/context.ts';
import { loadOrganization } from '../access/load-project.ts';
import { transact } from '../access/transact.ts';
import { erasePayloads } from './erase-payloads.ts';
import { erasePersonalText } from './erase-personal-text.ts';
import { recordAudit } from './record-audit.ts';
import { sealEntries } from './seal-entries.ts';

/**
 * Erases what an organization knows of a person who is no member any more: the personal payload of audit entries, and their name and
 * address wherever else they stand. Entries stay as they were sealed, with commitments to what is gone, so the chain stays valid. The
 * account goes too unless another organization has it. Needs `audit:erase`; leaves an entry that names them by id only.
 */
export async function erasePerson(ctx: ServiceContext, input: z.input<typeof erasePersonInput>): Promise<{ payloads: number; places: number }> {
	const wanted = parseInput(erasePersonInput, input);
	await transact(ctx, (tx) => loadOrganization(tx, ctx, wanted.org, 'audit:erase'));
	// What waits to be sealed would put a payload back.
	while ((await sealEntries(ctx.db)) > 0);
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'audit:erase');
		const who = await loadFormerMember(tx, org.id, wanted.userId);
		const payloads = await erasePayloads(tx, org.id, who);
		await tx
			.update(apiToken)
			.set({ name: 'erased', revokedAt: ctx.now() })
			.where(and(eq(apiToken.orgId, org.id), eq(apiToken.ownerUserId, who.id)));
		await tx
			.update(review)
			.set({ ip: null })
			.where(and(eq(review.orgId, org.id), eq(review.reviewerUserId, who.id)));
		const places = await erasePersonalText(tx, org.id, who, erasedLabel(who.id));
		await endAccount(tx, who.id, ctx.now());
		await recordAudit(tx, ctx, {
			action: 'person.erased',
			orgId: org.id,
			projectId: null,
			target: { kind: 'person', id: who.id },
			after: { payloads, places },
			reason: wanted.reason,
		});
		return { payloads, places };
	});
}

async function loadFormerMember(tx: Tx, orgId: string, userId: string): Promise<typeof person.$inferSelect> {
	const unknown = new DomainError('not-found', 'person not found', { field: 'userId', value: userId });
	const [member] = await tx
		.select({ id: membership.id })
		.from(membership)
		.where(and(eq(membership.orgId, orgId), eq(membership.userId, userId)));
	const [told] = await tx
		.select({ entryId: auditPersonal.entryId })
		.from(auditPersonal)
		.where(and(eq(auditPersonal.orgId, orgId), eq(auditPersonal.personId, userId)))
		.limit(1);
	if (!member && !told) throw unknown;
	if (member) throw new DomainError('conflict', 'userId: this person is a member; remove them first', { field: 'userId', value: userId });
	const [who] = await tx.select().from(person).where(eq(person.id, userId));
	if (!who) throw unknown;
	return who;
}

async function endAccount(tx: Tx, userId: string, now: Date): Promise<void> {
	const [elsewhere] = await tx.select({ id: membership.id }).from(membership).where(eq(membership.userId, userId)).limit(1);
	if (elsewhere) return;
	await tx
		.update(person)
		.set({ name: erasedLabel(userId), email: `erased-${userId}@interlock.invalid`, passwordHash: null, passkeyHandle: null, disabledAt: now })
		.where(eq(person.id, userId));
	await tx.delete(passkey).where(eq(passkey.userId, userId));
	await tx.update(session).set({ ip: null, userAgent: null }).where(eq(session.userId, userId));
	await tx
		.update(session)
		.set({ revokedAt: now })
		.where(and(eq(session.userId, userId), isNull(session.revokedAt)));
}
