import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { ServedToken } from '@interlock/contracts/serving';
import type { Tx } from '@interlock/db';
import { apiToken, membership, person, serviceAccount } from '@interlock/db/tables';
import { permissionsOf, type Role } from '@interlock/domain/access';

/** Tokens that may call endpoints now: in date, unrevoked, with the scope, and of an owner whose roles still grant it. */
export async function servedTokens(tx: Tx, now: Date): Promise<ServedToken[]> {
	const rows = await tx
		.select({ token: apiToken, owner: person, account: serviceAccount, roles: membership.roles })
		.from(apiToken)
		.leftJoin(person, eq(person.id, apiToken.ownerUserId))
		.leftJoin(serviceAccount, eq(serviceAccount.id, apiToken.serviceAccountId))
		.leftJoin(membership, and(eq(membership.userId, apiToken.ownerUserId), eq(membership.orgId, apiToken.orgId)))
		.where(
			and(
				isNull(apiToken.revokedAt),
				isNull(apiToken.runId),
				gt(apiToken.expiresAt, now),
				inArray(apiToken.kind, ['pat', 'svc']),
				sql`'endpoint:invoke' = any(${apiToken.scopes})`,
			),
		);
	return rows
		.filter(({ owner, account, roles }) => !owner?.disabledAt && !account?.disabledAt && grants(account ? account.roles : (roles ?? [])))
		.map(({ token }) => ({
			keyId: token.keyId,
			secretHash: token.secretHash,
			orgId: token.orgId,
			projectIds: token.projectIds,
			scopes: token.scopes,
			expiresAtMs: token.expiresAt.getTime(),
		}));
}

function grants(roles: Role[]): boolean {
	return permissionsOf(roles).has('endpoint:invoke');
}
