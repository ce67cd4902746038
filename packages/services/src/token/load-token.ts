import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { apiToken, membership, person, serviceAccount } from '@interlock/db/tables';
import { parseToken, type Role, type TokenActor } from '@interlock/domain/access';
import { hashSecret, sameHash } from './token-secrets.ts';

const SEEN_GRAIN_MS = 60_000;

/**
 * The actor of a token's text: known, unexpired, unrevoked, its owner still a member (a run token outlives its starter's membership).
 * Rights are the owner's of now. Null otherwise.
 */
export async function loadToken(db: Database, pepper: string, text: string, now = new Date()): Promise<TokenActor | null> {
	const parsed = parseToken(text);
	if (!parsed) return null;
	const [row] = await db.drizzle
		.select({ t: apiToken, owner: person, account: serviceAccount })
		.from(apiToken)
		.leftJoin(person, eq(person.id, apiToken.ownerUserId))
		.leftJoin(serviceAccount, eq(serviceAccount.id, apiToken.serviceAccountId))
		.where(and(eq(apiToken.keyId, parsed.keyId), isNull(apiToken.revokedAt), gt(apiToken.expiresAt, now)));
	if (!row || row.t.kind !== parsed.kind || !sameHash(row.t.secretHash, hashSecret(pepper, parsed.secret))) return null;
	if (row.owner?.disabledAt || row.account?.disabledAt) return null;
	const roles = row.account ? row.account.roles : await rolesOf(db, row.t.orgId, row.t.ownerUserId);
	if (!roles && !row.t.runId) return null;
	await db.drizzle
		.update(apiToken)
		.set({ lastUsedAt: now })
		.where(and(eq(apiToken.id, row.t.id), or(isNull(apiToken.lastUsedAt), lt(apiToken.lastUsedAt, new Date(now.getTime() - SEEN_GRAIN_MS)))));
	return {
		kind: 'token',
		tokenId: row.t.id,
		tokenKind: row.t.kind,
		name: row.account?.name ?? (row.t.runId ? row.t.name : `${row.owner?.name ?? 'instance'} (token ${row.t.name})`),
		orgId: row.t.orgId,
		projectIds: row.t.projectIds,
		ownerUserId: row.t.ownerUserId,
		serviceAccountId: row.t.serviceAccountId,
		scopes: row.t.scopes,
		roles: roles ?? [],
		seeded: row.owner?.seeded ?? false,
		run: row.t.runId && row.t.runProjectId ? { runId: row.t.runId, projectId: row.t.runProjectId, modelName: row.t.runModelName } : undefined,
	};
}

async function rolesOf(db: Database, orgId: string, userId: string | null): Promise<Role[] | null> {
	if (!userId) return null;
	const [row] = await db.drizzle
		.select({ roles: membership.roles })
		.from(membership)
		.where(and(eq(membership.orgId, orgId), eq(membership.userId, userId)));
	return row?.roles ?? null;
}
