import type { modelVersion } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { dataManifest } from '@interlock/domain/model';
import { digestJson } from '@interlock/storage';
import type { ServiceContext } from '../access/index.ts';
import { requireStored } from './require-stored.ts';

type VersionRow = typeof modelVersion.$inferSelect;

/**
 * Recomputes the sha256 of every file of a version from its stored bytes, and the digest over its data. Throws `conflict` naming the
 * first file whose bytes are not the ones that were registered: such a version is never rolled out.
 */
export async function verifyVersionBytes(ctx: ServiceContext, model: string, version: VersionRow): Promise<void> {
	for (const file of version.files) {
		await requireStored(ctx, version.orgId, `${model} version ${version.version}: ${file.path}`, file);
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
