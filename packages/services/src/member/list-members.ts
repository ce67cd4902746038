import { asc, eq, exists } from 'drizzle-orm';
import { membership, passkey, person, serviceAccount } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';

export interface MemberView {
	userId: string;
	name: string;
	email: string;
	roles: Role[];
	seeded: boolean;
	disabled: boolean;
	hasPassword: boolean;
	hasPasskey: boolean;
	/** Invited, with neither yet. */
	pending: boolean;
	joinedAtMs: number;
}

export interface ServiceAccountView {
	id: string;
	name: string;
	roles: Role[];
	owner: string;
}

/** People and service accounts of an organization. Needs `member:read`. */
export async function listMembers(ctx: ServiceContext, input: { org: string }): Promise<{ members: MemberView[]; serviceAccounts: ServiceAccountView[] }> {
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'member:read');
		const rows = await tx
			.select({
				m: membership,
				p: person,
				hasPasskey: exists(tx.select({ id: passkey.id }).from(passkey).where(eq(passkey.userId, person.id))).mapWith(Boolean),
			})
			.from(membership)
			.innerJoin(person, eq(person.id, membership.userId))
			.where(eq(membership.orgId, org.id))
			.orderBy(asc(person.name));
		const accounts = await tx
			.select({ a: serviceAccount, owner: person.name })
			.from(serviceAccount)
			.innerJoin(person, eq(person.id, serviceAccount.ownerUserId))
			.where(eq(serviceAccount.orgId, org.id))
			.orderBy(asc(serviceAccount.name));
		return {
			members: rows.map(({ m, p, hasPasskey }) => ({
				userId: p.id,
				name: p.name,
				email: p.email,
				roles: m.roles,
				seeded: p.seeded,
				disabled: p.disabledAt !== null,
				hasPassword: p.passwordHash !== null,
				hasPasskey,
				pending: p.passwordHash === null && !hasPasskey && !p.seeded,
				joinedAtMs: m.createdAt.getTime(),
			})),
			serviceAccounts: accounts.map(({ a, owner }) => ({ id: a.id, name: a.name, roles: a.roles, owner })),
		};
	});
}
