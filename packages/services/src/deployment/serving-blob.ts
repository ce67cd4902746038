import { sql } from 'drizzle-orm';
import type { Readable } from 'node:stream';
import { type ServingBlobInput, servingBlobInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { authorizeServing } from './authorize-serving.ts';

/** The bytes of a file of a version that is routed now; anything else answers `not-found`, whether stored or not. */
export async function servingBlob(ctx: ServiceContext, input: ServingBlobInput): Promise<Readable> {
	const wanted = parseInput(servingBlobInput, input);
	await transact(ctx, async (tx) => {
		authorizeServing(ctx);
		const [found] = await tx.execute(sql`
			with served as (select distinct on (endpoint_id) entries from route where org_id = ${wanted.orgId}::uuid order by endpoint_id, seq desc)
			select 1 from served, jsonb_array_elements(served.entries) entry
			join model_version v on v.id = (entry->>'modelVersionId')::uuid
			where v.org_id = ${wanted.orgId}::uuid and v.files @> jsonb_build_array(jsonb_build_object('sha256', ${wanted.sha256}::text)) limit 1`);
		if (!found) throw missing(wanted.sha256);
	});
	return ctx.storage.open(wanted.orgId, wanted.sha256);
}

function missing(sha256: string): DomainError {
	return new DomainError('not-found', `No routed version has a file ${sha256}`, { field: 'sha256', value: sha256 });
}
