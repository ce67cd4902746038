import type { Tx } from '@interlock/db';
import { revision } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { pendingCheck, pendingReproduction } from '@interlock/domain/gate';
import type { ServiceContext } from '../access/index.ts';
import { addPendingGates } from '../gate/index.ts';
import type { PolicyVersion } from '../policy/index.ts';
import { addContributors } from './collect-contributors.ts';
import type { ChangeRow, EndpointRow, RevisionRow } from './load-change.ts';
import type { Candidate } from './resolve-candidate.ts';
import { speakerOf } from './speaker.ts';
import { readSubject } from './subject.ts';

export interface NewRevision {
	change: Pick<ChangeRow, 'id' | 'orgId' | 'projectId'>;
	number: number;
	endpoint: EndpointRow;
	environment: string;
	policy: PolicyVersion;
	candidate: Candidate;
}

/** Writes a revision with its manifest, compared with what the endpoint runs now, and adds its contributors. `conflict` when the endpoint runs that version already. */
export async function writeRevision(tx: Tx, ctx: ServiceContext, wanted: NewRevision): Promise<RevisionRow> {
	const { change, endpoint, candidate, policy } = wanted;
	const base = endpoint.championVersionId;
	if (base === candidate.version.id) {
		throw new DomainError('conflict', `version: ${endpoint.name} runs version ${candidate.version.version} already`, {
			field: 'version',
			value: candidate.version.version,
			reason: 'runs-already',
		});
	}
	const subject = await readSubject(tx, {
		modelVersionId: candidate.version.id,
		endpoint,
		environment: wanted.environment,
		policy,
	});
	const [row] = await tx
		.insert(revision)
		.values({
			orgId: change.orgId,
			projectId: change.projectId,
			changeId: change.id,
			number: wanted.number,
			modelVersionId: candidate.version.id,
			baseModelVersionId: base,
			holdoutDatasetVersionId: candidate.holdout.id,
			policyId: policy.id,
			manifest: subject.manifest,
			digest: subject.digest,
			createdBy: (await speakerOf(tx, ctx.actor)).name,
			createdByUserId: personOf(ctx.actor),
			createdAt: ctx.now(),
		})
		.returning();
	if (!row) throw new Error('no revision');
	const at = { orgId: change.orgId, projectId: change.projectId, changeId: change.id, revision: row.number };
	const apart = policy.document.gates.reproduction ? [pendingReproduction()] : [];
	await addPendingGates(tx, at, [...policy.document.checks.map(pendingCheck), ...apart], ctx.now());
	await addContributors(tx, ctx.actor, wanted.number === 1 ? 'opened it' : 'pushed a revision', row);
	return row;
}
