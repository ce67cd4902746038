import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, modelVersion, registeredModel, rollout, rolloutStep } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { nameOfStep, type RolloutPlan, rolloutPlanSchema } from '@interlock/domain/rollout';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';
import { verifyVersionBytes } from './verify-version-bytes.ts';

export interface StartRolloutInput {
	endpointId: string;
	change: { id: string; number: number } | null;
	/** What the endpoint runs; null for a first version. */
	fromVersionId: string | null;
	toVersionId: string;
	/** From the policy the change was approved under. */
	plan: RolloutPlan;
	/** What the approval was bound to; goes into the audit entry. */
	subjectDigest?: string;
}

/**
 * Starts a rollout in the transaction that decides it (the approval that fulfils the policy); its process is started by the outbox.
 * The caller has authorized. Errors: `conflict` when a rollout of the endpoint is open, when the endpoint no longer runs `fromVersionId`,
 * or when a file of the version isn't the one that was registered. Releases an endpoint that a rollback holds: a person approved this.
 */
export async function startRolloutInTx(tx: Tx, ctx: ServiceContext, input: StartRolloutInput): Promise<{ rolloutId: string }> {
	const plan = rolloutPlanSchema.parse(input.plan);
	const [served] = await tx.select().from(endpoint).where(eq(endpoint.id, input.endpointId)).for('update');
	if (!served) throw new DomainError('not-found', 'endpoint not found', { field: 'endpoint', value: input.endpointId });
	const [open] = await tx
		.select({ id: rollout.id })
		.from(rollout)
		.where(and(eq(rollout.endpointId, served.id), inArray(rollout.state, ['running', 'paused'])));
	if (open) throw alreadyOpen(served.name);
	if (served.championVersionId !== input.fromVersionId) {
		throw new DomainError('conflict', `endpoint ${served.name}: it no longer runs the version this change was compared with`, {
			field: 'endpoint',
			value: served.name,
			reason: 'base-moved',
		});
	}
	const [to] = await tx
		.select({ version: modelVersion, model: registeredModel.name })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(and(eq(modelVersion.id, input.toVersionId), eq(modelVersion.projectId, served.projectId)));
	if (!to) throw new DomainError('not-found', 'model version not found', { field: 'version', value: input.toVersionId });
	await verifyVersionBytes(ctx, to.model, to.version);

	const stepIndex = firstIndex(plan, input.fromVersionId !== null);
	const [row] = await tx
		.insert(rollout)
		.values({
			orgId: served.orgId,
			projectId: served.projectId,
			changeId: input.change?.id ?? null,
			endpointId: served.id,
			fromVersionId: input.fromVersionId,
			toVersionId: input.toVersionId,
			plan,
			state: 'running',
			stepIndex,
		})
		.onConflictDoNothing()
		.returning();
	if (!row) throw alreadyOpen(served.name);
	await tx.insert(rolloutStep).values(
		plan.steps
			.map((step, index) => ({
				rolloutId: row.id,
				index,
				name: nameOfStep(step),
				weight: step.kind === 'weight' ? step.weight : 0,
				shadow: step.kind === 'shadow',
				state: 'waiting' as const,
			}))
			.slice(stepIndex),
	);
	await tx.update(endpoint).set({ heldReason: null }).where(eq(endpoint.id, served.id));
	await recordAudit(tx, ctx, {
		action: 'rollout.started',
		orgId: served.orgId,
		projectId: served.projectId,
		target: { kind: 'rollout', id: row.id, name: served.name },
		subjectDigest: input.subjectDigest,
		before: { versionId: input.fromVersionId, heldReason: served.heldReason },
		after: { model: to.model, version: to.version.version, filesDigest: to.version.filesDigest, change: input.change?.number ?? null, plan },
	});
	await publishEndpointEvent(tx, served, 'rollout.started', { rolloutId: row.id, version: to.version.version });
	if (row.changeId) {
		await publishEvent(tx, {
			orgId: served.orgId,
			projectId: served.projectId,
			channel: `change/${row.changeId}`,
			type: 'rollout.started',
			data: { rolloutId: row.id },
		});
	}
	await enqueueCommand(tx, { kind: 'start', process: 'rollout', workflowId: `rollout/${row.id}`, args: { rolloutId: row.id } });
	return { rolloutId: row.id };
}

/** A first version has nothing beside it: it goes to 100 % at once and is judged by the plan's absolute error limit. */
function firstIndex(plan: RolloutPlan, hasChampion: boolean): number {
	return hasChampion ? 0 : plan.steps.length - 1;
}

function alreadyOpen(name: string): DomainError {
	return new DomainError('conflict', `endpoint ${name}: a rollout is open; only one at a time can move its traffic`, {
		field: 'endpoint',
		value: name,
		limit: '1 open rollout',
		reason: 'rollout-open',
	});
}
