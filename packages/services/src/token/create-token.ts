import { and, eq, inArray, isNull } from 'drizzle-orm';
import { apiToken, project, serviceAccount } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type CreateTokenInput, createTokenInput } from '@interlock/domain/token';
import { authorize, loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { makeTokenSecret } from './token-secrets.ts';

/** Makes an API token and returns its text, shown this once. A token can't make one with scopes it lacks itself. */
export async function createToken(ctx: ServiceContext, input: CreateTokenInput): Promise<{ id: string; token: string; expiresAtMs: number }> {
	const wanted = parseInput(createTokenInput, input);
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'token:write');
		const { actor } = ctx;
		const ownerUserId = personOf(actor);
		if (!ownerUserId) throw new DomainError('forbidden', 'token: only a person, or a token of one, can make a token', { reason: 'no-owner' });
		if (actor.kind === 'token') {
			const beyond = wanted.scopes.find((scope) => !actor.scopes.includes(scope));
			if (beyond) throw new DomainError('forbidden', `scopes: this token lacks "${beyond}" itself`, { field: 'scopes', value: beyond });
		}
		const projects = wanted.projects
			? await tx
					.select({ id: project.id, slug: project.slug })
					.from(project)
					.where(and(eq(project.orgId, org.id), inArray(project.slug, wanted.projects), isNull(project.archivedAt)))
			: null;
		const unknown = wanted.projects?.find((slug) => !projects?.some((p) => p.slug === slug));
		if (unknown) throw new DomainError('not-found', 'project not found', { field: 'projects', value: unknown });
		const allowedIds = actor.kind === 'token' ? actor.projectIds : null;
		if (allowedIds && (!projects || projects.some((p) => !allowedIds.includes(p.id)))) {
			throw new DomainError('forbidden', 'projects: this token is bound to projects and can only make tokens for them', { field: 'projects' });
		}
		let serviceAccountId: string | null = null;
		if (wanted.serviceAccount) {
			authorize(ctx, 'member:write', { orgId: org.id }, { kind: 'service account', id: wanted.serviceAccount });
			const [account] = await tx
				.select()
				.from(serviceAccount)
				.where(and(eq(serviceAccount.orgId, org.id), eq(serviceAccount.name, wanted.serviceAccount), isNull(serviceAccount.disabledAt)));
			if (!account) throw new DomainError('not-found', 'service account not found', { field: 'serviceAccount', value: wanted.serviceAccount });
			serviceAccountId = account.id;
		}
		const kind = serviceAccountId ? 'svc' : 'pat';
		const secret = makeTokenSecret(kind, ctx.tokenPepper);
		const expiresAt = new Date(ctx.now().getTime() + wanted.days * 24 * 3600_000);
		const [row] = await tx
			.insert(apiToken)
			.values({
				orgId: org.id,
				kind,
				name: wanted.name,
				keyId: secret.keyId,
				secretHash: secret.secretHash,
				projectIds: projects?.map((p) => p.id) ?? null,
				ownerUserId,
				serviceAccountId,
				scopes: wanted.scopes,
				expiresAt,
			})
			.returning({ id: apiToken.id });
		if (!row) throw new DomainError('unavailable', 'The token could not be stored');
		await recordAudit(tx, ctx, {
			action: 'token.created',
			orgId: org.id,
			projectId: null,
			target: { kind: 'token', id: row.id, name: wanted.name },
			after: { scopes: wanted.scopes, projects: wanted.projects ?? 'all', expiresAt: expiresAt.toISOString(), keyId: secret.keyId },
		});
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'token.created', data: { tokenId: row.id } });
		return { id: row.id, token: secret.text, expiresAtMs: expiresAt.getTime() };
	});
}
