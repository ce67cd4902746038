import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { apiToken, person, project, serviceAccount } from '@interlock/db/tables';
import { type Permission, personOf } from '@interlock/domain/access';
import { allowed, loadOrganization, type ServiceContext, transact } from '../access/index.ts';

export interface TokenView {
	id: string;
	name: string;
	/** `ilk_pat_AbCd1234`: what a person can compare with the token in a script. */
	prefix: string;
	owner: string;
	mine: boolean;
	scopes: Permission[];
	/** Slugs, or null for every project. */
	projects: string[] | null;
	createdAtMs: number;
	expiresAtMs: number;
	lastUsedAtMs: number | null;
	revokedAtMs: number | null;
}

/** The caller's tokens; for who manages members, everybody's. Run tokens are not listed. */
export async function listTokens(ctx: ServiceContext, input: { org: string }): Promise<TokenView[]> {
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'token:read');
		const me = personOf(ctx.actor);
		const all = allowed(ctx, 'member:write', { orgId: org.id });
		const rows = await tx
			.select({ t: apiToken, owner: person.name, account: serviceAccount.name })
			.from(apiToken)
			.leftJoin(person, eq(person.id, apiToken.ownerUserId))
			.leftJoin(serviceAccount, eq(serviceAccount.id, apiToken.serviceAccountId))
			.where(and(eq(apiToken.orgId, org.id), isNull(apiToken.runId), inArray(apiToken.kind, ['pat', 'svc'])))
			.orderBy(desc(apiToken.createdAt), desc(apiToken.id));
		const slugs = new Map((await tx.select({ id: project.id, slug: project.slug }).from(project).where(eq(project.orgId, org.id))).map((p) => [p.id, p.slug]));
		return rows
			.filter(({ t }) => all || t.ownerUserId === me)
			.map(({ t, owner, account }) => ({
				id: t.id,
				name: t.name,
				prefix: `ilk_${t.kind}_${t.keyId}`,
				owner: account ?? owner ?? 'instance',
				mine: t.ownerUserId === me,
				scopes: t.scopes,
				projects: t.projectIds?.map((id) => slugs.get(id) ?? 'deleted project') ?? null,
				createdAtMs: t.createdAt.getTime(),
				expiresAtMs: t.expiresAt.getTime(),
				lastUsedAtMs: t.lastUsedAt?.getTime() ?? null,
				revokedAtMs: t.revokedAt?.getTime() ?? null,
			}));
	});
}
