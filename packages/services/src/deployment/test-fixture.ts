import type { LoggedPrediction } from '@interlock/contracts/serving';
import type { Database } from '@interlock/db';
import { change, modelVersion, registeredModel } from '@interlock/db/tables';
import type { SystemActor, UserActor } from '@interlock/domain/access';
import type { RolloutPlan } from '@interlock/domain/rollout';
import { digestJson, sha256Hex } from '@interlock/storage';
import { as, makeProject, makeUser, testContext, type TestProject } from '@interlock/testkit';
import { type ServiceContext, transact } from '../access/index.ts';
import { createEndpoint } from './create-endpoint.ts';
import { ingestPredictions } from './ingest-predictions.ts';
import { startRolloutInTx } from './start-rollout.ts';

export const PLAN: RolloutPlan = {
	steps: [
		{ kind: 'shadow', minRequests: 20, deadlineMs: 60_000 },
		{ kind: 'weight', weight: 10, minRequests: 20, deadlineMs: 60_000 },
		{ kind: 'weight', weight: 100, minRequests: 20, deadlineMs: 60_000 },
	],
	lookEveryMs: 1000,
	alpha: 0.05,
	nonInferiorityMargin: 0.4,
	absoluteErrorLimit: 0.4,
	maxConsecutiveErrors: 5,
};

export const CONFIG = {
	task: 'regression' as const,
	target: 'arr_delay',
	unit: 'min',
	blockColumn: 'day',
	sliceColumns: ['carrier'],
	naiveColumn: 'dep_delay',
	eventTimeColumn: 'scheduled_at',
	keyColumn: 'flight_id',
};

/** A clock that tests move. */
export interface Clock {
	nowMs: number;
}

export interface Served {
	db: Database;
	clock: Clock;
	place: TestProject;
	/** `{org, project, endpoint}`. */
	at: { org: string; project: string; endpoint: string };
	endpointId: string;
	modelId: string;
	deployer: UserActor;
	/** Contexts: a person who may operate, the instance's inference server, the durable process. */
	person: ServiceContext;
	server: ServiceContext;
	process: ServiceContext;
}

export const INFERENCE: SystemActor = { kind: 'system', part: 'inference', scopes: ['serving:sync'] };

/** A project with a model and an endpoint that serves nothing yet. */
export async function makeServed(db: Database): Promise<Served> {
	const place = await makeProject(db);
	const deployer = await makeUser(db, place, ['deployer']);
	const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
	const person = await testContext(db, deployer, () => new Date(clock.nowMs));
	const [model] = await db.drizzle
		.insert(registeredModel)
		.values({ orgId: place.id, projectId: place.projectId, name: 'arrival-delay', createdAtMs: 0, updatedAtMs: 0 })
		.returning();
	if (!model) throw new Error('no model');
	const made = await createEndpoint(person, { ...place.place, name: 'arrival-delay', environment: 'production', model: 'arrival-delay', config: CONFIG });
	return {
		db,
		clock,
		place,
		at: { ...place.place, endpoint: 'arrival-delay' },
		endpointId: made.id,
		modelId: model.id,
		deployer,
		person,
		server: as(person, INFERENCE),
		process: as(person, { kind: 'process', process: 'rollout', workflowId: 'rollout/test', orgId: place.id }),
	};
}

/** A model version whose files lie in the store. */
export async function makeVersion(
	served: Served,
	version: number,
	datasets: { datasetVersionId: string; name: string; version: number; digest: string; role: string }[] = [],
): Promise<string> {
	const bytes = Buffer.from(`model ${version}`);
	const blob = await served.person.storage.put(served.place.id, bytes);
	const files = [{ path: 'model.onnx', sha256: blob.sha256, sizeBytes: blob.sizeBytes }];
	const [row] = await served.db.drizzle
		.insert(modelVersion)
		.values({
			orgId: served.place.id,
			projectId: served.place.projectId,
			modelId: served.modelId,
			version,
			source: 'test',
			files,
			filesDigest: digestJson(files),
			dataDigest: digestJson(files),
			flavors: ['onnx'],
			createdBy: 'test',
			createdAtMs: 0,
			updatedAtMs: 0,
			lineage: { runId: null, template: null, codeDigest: null, lockDigest: null, datasets, parameters: {} },
		})
		.returning();
	if (!row) throw new Error('no version');
	return row.id;
}

/** An approved change of the endpoint, as its review would leave it. */
export async function makeChange(served: Served, number: number): Promise<{ id: string; number: number }> {
	const [row] = await served.db.drizzle
		.insert(change)
		.values({
			orgId: served.place.id,
			projectId: served.place.projectId,
			number,
			endpointId: served.endpointId,
			title: `Change ${number}`,
			state: 'approved',
			origin: 'person',
			author: 'Ada',
			revision: 1,
			expiresAt: new Date(served.clock.nowMs + 86_400_000),
		})
		.returning();
	if (!row) throw new Error('no change');
	return { id: row.id, number };
}

export async function startRollout(
	served: Served,
	fromVersionId: string | null,
	toVersionId: string,
	change: { id: string; number: number } | null = null,
	plan = PLAN,
): Promise<string> {
	const { rolloutId } = await transact(served.process, (tx) =>
		startRolloutInTx(tx, served.process, { endpointId: served.endpointId, change, fromVersionId, toVersionId, plan }),
	);
	return rolloutId;
}

export function predictionOf(served: Served, changes: Partial<LoggedPrediction> & { id: string; modelVersionId: string }): LoggedPrediction {
	const requestId = changes.id.slice(0, changes.id.lastIndexOf('/'));
	return {
		requestId,
		row: 0,
		endpointId: served.endpointId,
		rolloutId: null,
		stepKey: null,
		shadow: false,
		atMs: served.clock.nowMs,
		eventTimeMs: null,
		inputs: { distance: 500, carrier: 'UA' },
		output: 12.5,
		error: null,
		latencyMs: 3,
		...changes,
	};
}

let batches = 0;

export async function ingest(served: Served, predictions: LoggedPrediction[]): Promise<Awaited<ReturnType<typeof ingestPredictions>>> {
	batches += 1;
	return ingestPredictions(served.server, { serverId: 'inference-1', batchId: `batch-${batches}`, predictions });
}

/** `requests` one-row requests of a version in a step, the first `errors` of them failed. */
export async function ingestArm(
	served: Served,
	stepKey: string,
	arm: { versionId: string; rolloutId: string | null; requests: number; errors: number; prefix: string; shadow?: boolean; output?: number },
): Promise<void> {
	const predictions = Array.from({ length: arm.requests }, (_, i) =>
		predictionOf(served, {
			id: `${arm.prefix}-${i}/0`,
			modelVersionId: arm.versionId,
			rolloutId: arm.rolloutId,
			stepKey,
			shadow: arm.shadow ?? false,
			atMs: served.clock.nowMs + i,
			output: i < arm.errors ? null : (arm.output ?? 12),
			error: i < arm.errors ? 'unknown carrier' : null,
		}),
	);
	for (let from = 0; from < predictions.length; from += 1000) await ingest(served, predictions.slice(from, from + 1000));
}

export const shaOf = (text: string) => sha256Hex(text);
