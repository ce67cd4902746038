import type { Database } from '@interlock/db';
import { change, endpoint, registeredModel, retrainTrigger, rollout, run, training } from '@interlock/db/tables';
import { makeProject } from '@interlock/testkit';

const CONFIG = {
	task: 'regression' as const,
	target: 't',
	unit: 'min',
	blockColumn: 'd',
	sliceColumns: [],
	naiveColumn: null,
	eventTimeColumn: 'd',
	keyColumn: 'k',
};

/** For tests: one open row of each kind that a process goes on with, and its workflow's id. */
export async function makeOpenRows(db: Database): Promise<Record<'run' | 'change' | 'rollout' | 'retrain', string>> {
	const { id: orgId, projectId } = await makeProject(db);
	const at = { orgId, projectId };
	const insert = db.drizzle;
	const [home] = await db.sql<{ id: string }[]>`select id from experiment where project_id = ${projectId}`;
	const [place] = await db.sql<{ id: string }[]>`select id from environment where project_id = ${projectId}`;
	const [trained] = await insert
		.insert(run)
		.values({ ...at, experimentId: idOf(home), name: 'run', status: 'SCHEDULED', startedBy: 'test' })
		.returning();
	await insert.insert(training).values({
		...at,
		runId: idOf(trained),
		template: 't',
		codeDigest: 'c',
		lockDigest: 'l',
		files: [],
		parameters: {},
		datasets: [],
		maxRuntimeMs: 1000,
		state: 'queued',
	});
	const [model] = await insert
		.insert(registeredModel)
		.values({ ...at, name: 'model', createdAtMs: 0, updatedAtMs: 0 })
		.returning();
	const [served] = await insert
		.insert(endpoint)
		.values({ ...at, environmentId: idOf(place), name: 'endpoint', modelId: idOf(model), config: CONFIG })
		.returning();
	const endpointId = idOf(served);
	const [proposed] = await insert
		.insert(change)
		.values({
			...at,
			number: 1,
			endpointId,
			title: 't',
			state: 'in-review',
			origin: 'person',
			author: 'test',
			revision: 1,
			expiresAt: new Date(Date.now() + 3_600_000),
		})
		.returning();
	const [rolling] = await insert
		.insert(rollout)
		.values({ ...at, endpointId, toVersionId: idOf(model), plan: {}, state: 'running' })
		.returning();
	const [trigger] = await insert
		.insert(retrainTrigger)
		.values({ ...at, endpointId, cause: endpointId, window: '2013-01', kind: 'drift', sentence: 's', state: 'queued' })
		.returning();
	return { run: `run/${idOf(trained)}`, change: `change/${idOf(proposed)}`, rollout: `rollout/${idOf(rolling)}`, retrain: `retrain/${idOf(trigger)}` };
}

function idOf(row: { id: string } | undefined): string {
	if (!row) throw new Error('no row');
	return row.id;
}
