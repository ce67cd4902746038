import type { AssignedAttempt, WorkRequest } from '@interlock/contracts/agent';
import type { Tx } from '@interlock/db';
import { agent, apiToken, attempt, dataset, datasetVersion, experiment, organization, project, run, training } from '@interlock/db/tables';
import { LEASE_TTL_MS } from '@interlock/domain/training';
import { RUN_TOKEN_SCOPES } from '@interlock/domain/run';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type ServiceContext, transact } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';
import { makeTokenSecret } from '../token/index.ts';
import { requireAgent } from './require-agent.ts';

const RUN_TOKEN_MS = 3_600_000;

/**
 * Leases the oldest queued attempt to the agent, with a run token and all it needs; null when nothing is queued or it has no free slot.
 * The token of an attempt before it ends here, so that a process that was thought dead can't write beside the new one.
 */
export async function claimWork(ctx: ServiceContext, input: Pick<WorkRequest, 'agentId' | 'freeSlots'>, trackingBase: string): Promise<AssignedAttempt | null> {
	return transact(ctx, async (tx) => {
		requireAgent(ctx);
		const now = ctx.now();
		await tx.update(agent).set({ lastSeenAt: now }).where(eq(agent.id, input.agentId));
		if (input.freeSlots < 1) return null;
		const queued = await lockQueued(tx);
		if (!queued) return null;
		const leaseToken = (queued.leaseToken ?? 0) + 1;
		await tx
			.update(attempt)
			.set({ state: 'leased', agentId: input.agentId, leaseToken, leaseExpiresAt: new Date(now.getTime() + LEASE_TTL_MS), startedAt: now })
			.where(eq(attempt.id, queued.id));
		const [host] = await tx.select({ threads: agent.threadsPerSlot }).from(agent).where(eq(agent.id, input.agentId));
		await tx
			.update(training)
			.set({ state: 'running', threads: sql`coalesce(${training.threads}, ${host?.threads ?? null}::int)` })
			.where(eq(training.runId, queued.runId));
		await tx.update(run).set({ status: 'RUNNING' }).where(eq(run.id, queued.runId));
		for (const channel of [`run/${queued.runId}`, `project/${queued.projectId}`]) {
			await publishEvent(tx, {
				orgId: queued.orgId,
				projectId: queued.projectId,
				channel,
				type: 'run.changed',
				data: { runId: queued.runId, status: 'RUNNING' },
			});
		}
		return assignment(tx, ctx, { ...queued, leaseToken }, trackingBase);
	});
}

/** The oldest queued attempt of a training that nobody works on or has cancelled. Locks the training before the attempt, as the run's process does. */
async function lockQueued(tx: Tx): Promise<typeof attempt.$inferSelect | null> {
	const waiting = and(eq(attempt.state, 'queued'), inArray(training.state, ['queued', 'running']), isNull(training.cancelRequestedAt));
	const [next] = await tx
		.select({ id: attempt.id })
		.from(training)
		.innerJoin(attempt, eq(attempt.runId, training.runId))
		.where(waiting)
		.orderBy(asc(attempt.createdAt), asc(attempt.id))
		.limit(1)
		.for('update', { of: training, skipLocked: true });
	if (!next) return null;
	const [row] = await tx
		.select()
		.from(attempt)
		.where(and(eq(attempt.id, next.id), eq(attempt.state, 'queued')))
		.for('update');
	return row ?? null;
}

async function assignment(
	tx: Tx,
	ctx: ServiceContext,
	claimed: typeof attempt.$inferSelect & { leaseToken: number },
	trackingBase: string,
): Promise<AssignedAttempt | null> {
	const [row] = await tx
		.select({
			t: training,
			experiment: experiment.number,
			org: organization.slug,
			project: project.slug,
			runName: run.name,
			startedByUserId: run.startedByUserId,
		})
		.from(training)
		.innerJoin(run, eq(run.id, training.runId))
		.innerJoin(experiment, eq(experiment.id, run.experimentId))
		.innerJoin(project, eq(project.id, training.projectId))
		.innerJoin(organization, eq(organization.id, project.orgId))
		.where(eq(training.runId, claimed.runId));
	if (!row) return null;
	await tx
		.update(apiToken)
		.set({ revokedAt: ctx.now() })
		.where(and(eq(apiToken.runId, row.t.runId), isNull(apiToken.revokedAt)));
	const secret = makeTokenSecret('wrk', ctx.tokenPepper);
	await tx.insert(apiToken).values({
		orgId: row.t.orgId,
		kind: 'wrk',
		name: `run ${row.runName}`,
		keyId: secret.keyId,
		secretHash: secret.secretHash,
		projectIds: [row.t.projectId],
		ownerUserId: row.startedByUserId,
		scopes: [...RUN_TOKEN_SCOPES],
		runId: row.t.runId,
		runProjectId: row.t.projectId,
		runModelName: row.t.modelName,
		expiresAt: new Date(ctx.now().getTime() + RUN_TOKEN_MS),
	});
	const ids = row.t.datasets.map((d) => d.datasetVersionId);
	const versions =
		ids.length > 0
			? await tx
					.select({ v: datasetVersion, name: dataset.name })
					.from(datasetVersion)
					.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
					.where(inArray(datasetVersion.id, ids))
			: [];
	const runHex = row.t.runId.replaceAll('-', '');
	return {
		id: claimed.id,
		runId: runHex,
		number: claimed.number,
		leaseToken: claimed.leaseToken,
		org: row.org,
		project: row.project,
		runToken: secret.text,
		trackingUri: `${trackingBase}/mlflow/${row.org}/${row.project}`,
		experimentId: String(row.experiment),
		template: { name: row.t.template, digest: row.t.codeDigest, files: row.t.files },
		entryPoint: 'main',
		parameters: row.t.parameters,
		datasets: row.t.datasets.flatMap((d) => {
			const found = versions.find((v) => v.v.id === d.datasetVersionId);
			if (!found) return [];
			const { version, digest, format, sha256, sizeBytes } = found.v;
			return [{ name: found.name, version, digest, format, sha256, sizeBytes, role: d.role }];
		}),
		lockDigest: row.t.lockDigest,
		modelName: row.t.modelName,
		maxRuntimeMs: row.t.maxRuntimeMs,
		...(row.t.threads === null ? {} : { threads: row.t.threads }),
	};
}
