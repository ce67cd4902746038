import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, environment, project, revision } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { type OpenChangeInput, openChangeInput } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { authorize, loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { currentPolicy } from '../policy/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { resolveCandidate } from './resolve-candidate.ts';
import { speakerOf } from './speaker.ts';
import { tellChange } from './tell-change.ts';
import { writeRevision } from './write-revision.ts';

export interface OpenedChange {
	id: string;
	number: number;
	revision: number;
	/** sha256 of the revision's manifest; a review names it. */
	digest: string;
}

/**
 * Proposes a model version for an endpoint, against what it runs now. Errors: `not-found` for an unknown endpoint, run, version or
 * held-out data; `conflict` when the endpoint runs that version or an open change proposes it already; `invalid` for leaking data.
 */
export async function openChange(ctx: ServiceContext, input: OpenChangeInput): Promise<OpenedChange> {
	return transact(ctx, (tx) => openChangeInTx(tx, ctx, input));
}

/** The same within a caller's transaction, for a process that opens a change once by its step key. */
export async function openChangeInTx(
	tx: Tx,
	ctx: ServiceContext,
	input: OpenChangeInput,
	link: { kind: 'promotes' | 'reverts'; changeId: string } | null = null,
): Promise<OpenedChange> {
	const wanted = parseInput(openChangeInput, input);
	const place = await loadProject(tx, ctx, wanted, 'change:open');
	const [target] = await tx
		.select({ e: endpoint, environment: environment.name })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(and(eq(endpoint.projectId, place.projectId), eq(endpoint.name, wanted.endpoint)));
	if (!target) throw new DomainError('not-found', 'endpoint not found', { field: 'endpoint', value: wanted.endpoint });
	authorize(ctx, 'change:open', target.e, { kind: 'endpoint', id: target.e.id, name: target.e.name });
	const candidate = await resolveCandidate(tx, target.e, wanted);
	// Locks the project's row, so that two people who propose the same version at once don't both find none open.
	const [counter] = await tx
		.update(project)
		.set({ nextChange: sql`${project.nextChange} + 1` })
		.where(eq(project.id, place.projectId))
		.returning({ next: project.nextChange });
	await refuseSecond(tx, target.e.id, candidate.version.id, candidate.version.version);
	const policy = await currentPolicy(tx, target.e.environmentId);
	const number = (counter?.next ?? 1) - 1;
	const author = await speakerOf(tx, ctx.actor);
	const [row] = await tx
		.insert(change)
		.values({
			orgId: place.orgId,
			projectId: place.projectId,
			number,
			endpointId: target.e.id,
			description: wanted.description,
			state: 'in-review',
			title: wanted.title ?? `${candidate.model} version ${candidate.version.version} for ${target.e.name}`,
			origin: ctx.actor.kind === 'process' ? 'retrain' : 'person',
			author: author.name,
			authorUserId: personOf(ctx.actor),
			authorServiceAccountId: author.serviceAccountId,
			linkKind: link?.kind ?? null,
			linkedChangeId: link?.changeId ?? null,
			revision: 1,
			createdAt: ctx.now(),
			updatedAt: ctx.now(),
			expiresAt: new Date(ctx.now().getTime() + policy.document.expiry.changeMs),
		})
		.returning();
	if (!row) throw new Error('no change');
	const first = await writeRevision(tx, ctx, { change: row, number: 1, endpoint: target.e, environment: target.environment, policy, candidate });
	await recordAudit(tx, ctx, {
		action: 'change.opened',
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${number}` },
		subjectDigest: first.digest,
		after: {
			endpoint: target.e.name,
			environment: target.environment,
			model: candidate.model,
			version: candidate.version.version,
			base: first.baseModelVersionId,
			policy: policy.digest,
			...(link ? { [link.kind]: link.changeId } : {}),
		},
	});
	await tellChange(tx, ctx, row, {
		kind: 'opened',
		sentence: `proposed ${candidate.model} version ${candidate.version.version} for ${target.e.name} in ${target.environment}`,
		data: { revision: 1, digest: first.digest },
	});
	await enqueueCommand(tx, { kind: 'start', process: 'change', workflowId: `change/${row.id}`, args: { changeId: row.id } });
	return { id: row.id, number, revision: 1, digest: first.digest };
}

async function refuseSecond(tx: Tx, endpointId: string, modelVersionId: string, version: number): Promise<void> {
	const [open] = await tx
		.select({ number: change.number })
		.from(change)
		.innerJoin(revision, and(eq(revision.changeId, change.id), eq(revision.number, change.revision)))
		.where(and(eq(change.endpointId, endpointId), inArray(change.state, ['draft', 'in-review', 'approved']), eq(revision.modelVersionId, modelVersionId)));
	if (open)
		throw new DomainError('conflict', `version: change #${open.number} proposes version ${version} already`, {
			field: 'version',
			value: version,
			reason: 'proposed-already',
		});
}
