import { eq } from 'drizzle-orm';
import { membership, person } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { inviteMemberInput } from '@interlock/domain/member';
import type { z } from 'zod';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { createSignInLink } from '../session/index.ts';

const LINK_MS = 7 * 24 * 3600_000;

/**
 * Makes a person a member. Who is new gets a one-time sign-in link, its secret shown once; who is known to the instance already signs in
 * as before, for a link would hand their account to whoever invites them. `conflict` when already a member.
 */
export async function inviteMember(ctx: ServiceContext, input: z.input<typeof inviteMemberInput>): Promise<{ userId: string; linkSecret: string | null }> {
	const wanted = parseInput(inviteMemberInput, input);
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'member:write');
		const [made] = await tx.insert(person).values({ email: wanted.email, name: wanted.name }).onConflictDoNothing().returning();
		const [who] = made ? [made] : await tx.select().from(person).where(eq(person.email, wanted.email));
		if (!who) throw new DomainError('conflict', `email: ${wanted.email} could not be invited`, { field: 'email', value: wanted.email });
		const [joined] = await tx.insert(membership).values({ orgId: org.id, userId: who.id, roles: wanted.roles }).onConflictDoNothing().returning();
		if (!joined) throw new DomainError('conflict', `email: ${wanted.email} is a member already`, { field: 'email', value: wanted.email });
		await recordAudit(tx, ctx, {
			action: 'member.invited',
			orgId: org.id,
			projectId: null,
			target: { kind: 'person', id: who.id, name: who.name },
			after: { roles: wanted.roles },
		});
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'member.changed', data: { userId: who.id } });
		return { userId: who.id, linkSecret: made ? await createSignInLink(tx, { userId: who.id, validMs: LINK_MS, now: ctx.now() }) : null };
	});
}
