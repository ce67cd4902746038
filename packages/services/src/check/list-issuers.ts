import { asc, eq } from 'drizzle-orm';
import { checkIssuer } from '@interlock/db/tables';
import { type ListIssuersInput, listIssuersInput } from '@interlock/domain/check';
import { parseInput } from '@interlock/domain/error';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';

export interface IssuerView {
	name: string;
	publicKey: string;
	/** sha256 of the key's DER form. */
	fingerprint: string;
	addedBy: string;
	createdAtMs: number;
	revokedAtMs: number | null;
}

/** The issuers of checks that a project knows, revoked ones too, by name. */
export async function listIssuers(ctx: ServiceContext, input: ListIssuersInput): Promise<{ issuers: IssuerView[] }> {
	const wanted = parseInput(listIssuersInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'policy:read');
		const rows = await tx
			.select()
			.from(checkIssuer)
			.where(eq(checkIssuer.projectId, place.projectId))
			.orderBy(asc(checkIssuer.name), asc(checkIssuer.createdAt));
		return {
			issuers: rows.map((row) => ({
				name: row.name,
				publicKey: row.publicKey,
				fingerprint: row.fingerprint,
				addedBy: row.addedBy,
				createdAtMs: row.createdAt.getTime(),
				revokedAtMs: row.revokedAt?.getTime() ?? null,
			})),
		};
	});
}
