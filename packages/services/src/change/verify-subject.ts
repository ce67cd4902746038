import type { Tx } from '@interlock/db';
import { type EvaluationRecord, type Manifest, manifestDifferences } from '@interlock/domain/change';
import { DomainError } from '@interlock/domain/error';
import { digestJson } from '@interlock/storage';
import type { ServiceContext } from '../access/index.ts';
import { requireStored } from '../deployment/index.ts';
import type { PolicyVersion } from '../policy/index.ts';
import type { LoadedChange, RevisionRow } from './load-change.ts';
import { readSubject } from './subject.ts';

/**
 * Recomputes, when a rollout starts, what its approvals were given on: the manifest from the rows, each of its digests from stored bytes,
 * and the evaluation record with its data, its raw predictions and its comparison. Throws `conflict` (reason `digest-mismatch`) with a
 * sentence that says which part differs. The model's own bytes are read again where the rollout is written (`verifyVersionBytes`).
 */
export async function verifySubject(tx: Tx, ctx: ServiceContext, loaded: LoadedChange, policy: PolicyVersion): Promise<void> {
	const { row, revision } = loaded;
	const manifest = revision.manifest as Manifest;
	requireSame(`The manifest of revision ${revision.number}`, digestJson(manifest), revision.digest);
	const now = await readSubject(tx, { ...revision, endpoint: loaded.endpoint, environment: loaded.environment, policy });
	const differences = now.digest === revision.digest ? [] : manifestDifferences(manifest, now.manifest);
	if (now.digest !== revision.digest)
		throw mismatch(`The stored candidate isn't what revision ${revision.number} names: ${differences.join('; ')}`, now.digest, revision.digest);
	for (const file of manifest.code.files) await requireStored(ctx, row.orgId, `The code archive of ${manifest.model.name}: ${file.path}`, file);
	for (const { name, version, sha256, sizeBytes } of manifest.datasets) {
		if (sha256 !== null && sizeBytes !== null) await requireStored(ctx, row.orgId, `The dataset ${name} version ${version}`, { sha256, sizeBytes });
	}
	await verifyEvaluation(ctx, revision);
}

async function verifyEvaluation(ctx: ServiceContext, { orgId, number, ...revision }: RevisionRow): Promise<void> {
	const record = revision.evaluationRecord as EvaluationRecord | null;
	if (!record) throw mismatch(`Revision ${number} was evaluated without a record of it; it has to be evaluated again`, 'nothing', 'an evaluation record');
	requireSame(`The evaluation record of revision ${number}`, digestJson(record), revision.evaluationDigest);
	requireSame(`The comparison of revision ${number}`, digestJson(revision.comparison), record.comparisonDigest);
	if (revision.baseModelVersionId !== record.baseModelVersionId)
		throw mismatch(`Revision ${number} is compared with another version than its evaluation record names`, 'another version', record.baseModelVersionId);
	await requireStored(ctx, orgId, `The evaluation data ${record.data.name} version ${record.data.version}`, record.data);
	if (record.predictions) await requireStored(ctx, orgId, `The evaluation file of revision ${number} (raw predictions)`, record.predictions);
}

function requireSame(what: string, found: string, bound: string | null): void {
	if (found !== bound) throw mismatch(`${what} has the digest ${found}, bound was ${bound ?? 'none'}`, found, bound);
}

function mismatch(sentence: string, value: string, limit: string | null): DomainError {
	return new DomainError('conflict', sentence, { field: 'digest', value, limit: limit ?? undefined, reason: 'digest-mismatch' });
}
