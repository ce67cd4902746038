import { createHash } from 'node:crypto';
import type { modelVersion } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { dataManifest } from '@interlock/domain/model';
import { digestJson } from '@interlock/storage';
import type { ServiceContext } from '../access/index.ts';

type VersionRow = typeof modelVersion.$inferSelect;

/**
 * Recomputes the sha256 of every file of a version from its stored bytes, and the digest over its data. Throws `conflict` naming the
 * first file whose bytes are not the ones that were registered: such a version is never rolled out.
 */
export async function verifyVersionBytes(ctx: ServiceContext, model: string, version: VersionRow): Promise<void> {
	for (const file of version.files) {
		const found = await hashStored(ctx, version.orgId, file.sha256);
		if (found && found.sha256 === file.sha256 && found.sizeBytes === file.sizeBytes) continue;
		const problem = found ? `has sha256 ${found.sha256} (${found.sizeBytes} bytes) in storage` : 'is missing in storage';
		throw new DomainError('conflict', `${model} version ${version.version}: ${file.path} ${problem}, registered was ${file.sha256} (${file.sizeBytes} bytes)`, {
			field: file.path,
			value: found?.sha256 ?? 'nothing',
			limit: file.sha256,
			reason: 'digest-mismatch',
		});
	}
	const dataDigest = digestJson(dataManifest(version.files));
	if (dataDigest !== version.dataDigest) {
		throw new DomainError(
			'conflict',
			`${model} version ${version.version}: its data files have the digest ${dataDigest}, registered was ${version.dataDigest}`,
			{
				field: 'dataDigest',
				value: dataDigest,
				limit: version.dataDigest,
				reason: 'digest-mismatch',
			},
		);
	}
}

async function hashStored(ctx: ServiceContext, orgId: string, sha256: string): Promise<{ sha256: string; sizeBytes: number } | null> {
	if (!(await ctx.storage.has(orgId, sha256))) return null;
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const chunks: AsyncIterable<Uint8Array> = await ctx.storage.open(orgId, sha256);
	for await (const chunk of chunks) {
		hash.update(chunk);
		sizeBytes += chunk.byteLength;
	}
	return { sha256: hash.digest('hex'), sizeBytes };
}
