import { and, eq, isNull, or } from 'drizzle-orm';
import { checkIssuer } from '@interlock/db/tables';
import { nameOf } from '@interlock/domain/access';
import { type AddIssuerInput, addIssuerInput } from '@interlock/domain/check';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { readPublicKey } from './verify-signature.ts';

/** Registers the public key of an issuer of checks. `conflict` when the name or the key is registered already. */
export async function addIssuer(ctx: ServiceContext, input: AddIssuerInput): Promise<{ id: string; fingerprint: string }> {
	const wanted = parseInput(addIssuerInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'policy:write');
		const { pem, fingerprint } = readPublicKey(wanted.publicKey);
		const [taken] = await tx
			.select({ name: checkIssuer.name })
			.from(checkIssuer)
			.where(
				and(
					eq(checkIssuer.projectId, place.projectId),
					or(eq(checkIssuer.fingerprint, fingerprint), and(eq(checkIssuer.name, wanted.name), isNull(checkIssuer.revokedAt))),
				),
			);
		if (taken)
			throw new DomainError(
				'conflict',
				taken.name === wanted.name ? `name: ${wanted.name} has a key already; revoke it first` : `publicKey: it is the key of ${taken.name}`,
				{
					field: taken.name === wanted.name ? 'name' : 'publicKey',
					reason: 'issuer-taken',
				},
			);
		const [made] = await tx
			.insert(checkIssuer)
			.values({
				orgId: place.orgId,
				projectId: place.projectId,
				name: wanted.name,
				publicKey: pem,
				fingerprint,
				addedBy: nameOf(ctx.actor),
				createdAt: ctx.now(),
			})
			.returning({ id: checkIssuer.id });
		if (!made) throw new Error('no issuer');
		await recordAudit(tx, ctx, {
			action: 'issuer.added',
			orgId: place.orgId,
			projectId: place.projectId,
			target: { kind: 'issuer', id: made.id, name: wanted.name },
			after: { name: wanted.name, fingerprint },
		});
		return { id: made.id, fingerprint };
	});
}
