import { eq, inArray } from 'drizzle-orm';
import { organization, person } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { type PersonSettings, personSettingsSchema } from '@interlock/domain/member';
import { type ServiceContext, transact } from '../access/index.ts';

export interface Me {
	userId: string;
	name: string;
	email: string;
	hasPassword: boolean;
	settings: PersonSettings;
	orgs: { id: string; slug: string; name: string; roles: Role[] }[];
}

/** The signed-in person. `forbidden` for tokens: they have no pages. */
export async function getMe(ctx: ServiceContext): Promise<Me> {
	const { actor } = ctx;
	if (actor.kind !== 'user') throw new DomainError('forbidden', 'Only a signed-in person has this page');
	return transact(ctx, async (tx) => {
		const [row] = await tx.select().from(person).where(eq(person.id, actor.userId));
		const ids = actor.memberships.map((m) => m.orgId);
		const orgs = ids.length > 0 ? await tx.select().from(organization).where(inArray(organization.id, ids)) : [];
		return {
			userId: actor.userId,
			name: actor.name,
			email: actor.email,
			hasPassword: row?.passwordHash != null,
			settings: personSettingsSchema.parse(row?.settings ?? {}),
			orgs: orgs.map((o) => ({ id: o.id, slug: o.slug, name: o.name, roles: actor.memberships.find((m) => m.orgId === o.id)?.roles ?? [] })),
		};
	});
}
