import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedPrediction } from '@interlock/contracts/serving';
import type { Database } from '@interlock/db';
import { modelVersion, registeredModel, serviceAccount } from '@interlock/db/tables';
import type { ServiceContext } from '@interlock/services/access';
import { pushDatasetVersion } from '@interlock/services/dataset';
import { createEndpoint, ingestPredictions, pushLabels } from '@interlock/services/deployment';
import { getMonitor, runMonitor } from '@interlock/services/monitor';
import { as, makeProject, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureMonitorSchedule } from './monitor-schedule.ts';
import { type ProcessStand, startProcessStand } from './test-process-stand.ts';

let db: Database;
let stand: ProcessStand;
let place: TestProject;
let person: ServiceContext;
let endpointId: string;
let versionId: string;

beforeAll(async () => {
	db = await testDatabase();
	place = await makeProject(db);
	const owner = await makeUser(db, place, ['deployer', 'contributor']);
	person = await testContext(db, owner);
	await db.drizzle.insert(serviceAccount).values({ orgId: place.id, name: 'retrainer', ownerUserId: owner.userId, roles: ['contributor'] });
	await makeChampion();
	stand = await startProcessStand({ db, storage: person.storage, tokenPepper: 'pepper', publicUrl: 'http://127.0.0.1' });
}, 180_000);

afterAll(() => stand?.stop());

/** An endpoint whose champion learned from January; the monitor knows no error of it, so only drift counts. */
async function makeChampion(): Promise<void> {
	const csv = ['flight_id,distance,y', ...Array.from({ length: 400 }, (_, i) => `f${i},${300 + ((i * 7) % 400)},1`)].join('\n');
	await pushDatasetVersion(person, { ...place.place, name: 'flights', format: 'csv', period: '2013-01' }, Readable.from([csv]));
	const [data] = await db.sql<{ id: string }[]>`select id from dataset_version where project_id = ${place.projectId}`;
	const of = { orgId: place.id, projectId: place.projectId };
	const [model] = await db.drizzle
		.insert(registeredModel)
		.values({ ...of, name: 'eta', createdAtMs: 0, updatedAtMs: 0 })
		.returning();
	const lineage = {
		runId: null,
		template: null,
		codeDigest: null,
		lockDigest: null,
		parameters: {},
		datasets: [{ datasetVersionId: data?.id ?? null, name: 'flights', version: 1, digest: 'd', role: 'train' }],
	};
	const [version] = await db.drizzle
		.insert(modelVersion)
		.values({
			...of,
			modelId: model?.id ?? '',
			version: 1,
			source: 'test',
			files: [],
			filesDigest: 'd',
			dataDigest: 'd',
			flavors: ['onnx'],
			createdBy: 'test',
			createdAtMs: 0,
			updatedAtMs: 0,
			lineage,
		})
		.returning();
	versionId = version?.id ?? '';
	const config = {
		task: 'regression' as const,
		target: 'y',
		unit: 'min',
		blockColumn: 'day',
		sliceColumns: [],
		naiveColumn: null,
		eventTimeColumn: 't',
		keyColumn: 'flight_id',
	};
	const retrain = { template: 'nyc-flights', parameters: {}, dataset: 'flights', periodsBefore: 2, serviceAccount: 'retrainer' };
	endpointId = (await createEndpoint(person, { ...place.place, name: 'eta', environment: 'production', model: 'eta', config, retrain })).id;
	await db.sql`update endpoint set champion_version_id = ${versionId} where id = ${endpointId}`;
}

async function replay(window: string, shift: number): Promise<void> {
	const predictions = Array.from(
		{ length: 280 },
		(_, i): LoggedPrediction => ({
			id: `${window}-${i}/0`,
			requestId: `${window}-${i}`,
			row: 0,
			endpointId,
			modelVersionId: versionId,
			rolloutId: null,
			stepKey: null,
			shadow: false,
			atMs: Date.now(),
			eventTimeMs: Date.parse(`${window}-${String((i % 28) + 1).padStart(2, '0')}T12:00:00Z`),
			inputs: { distance: 300 + ((i * 7) % 400) + shift },
			output: 1,
			error: null,
			latencyMs: 1,
		}),
	);
	await ingestPredictions(as(person, { kind: 'system', part: 'inference', scopes: ['serving:sync'] }), { serverId: 's', batchId: window, predictions });
	await pushLabels(person, { ...place.place, endpoint: 'eta', labels: predictions.map(({ id }) => ({ id, value: 1 })) });
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
	for (const endMs = Date.now() + 20_000; Date.now() < endMs; await sleep(50)) if (await holds()) return;
	throw new Error(`never: ${what}`);
}

const read = () => getMonitor(person, { ...place.place, endpoint: 'eta' });

describe('monitorSweepProcess and retrainProcess', () => {
	it('judge every marked window when asked, and start a retrain whose expected failure is a row with its reason', async () => {
		await replay('2013-03', 0);
		await replay('2013-04', 900);
		await runMonitor(person, { ...place.place, endpoint: 'eta' });
		await until('both windows are judged', async () => (await read()).windows.length === 2);
		await until('the retrain ended', async () => (await read()).retrains[0]?.state === 'failed');
		expect((await read()).windows).toMatchObject([
			{ window: '2013-03', drift: 'steady', stale: false },
			{ window: '2013-04', drift: 'drifted', stale: false },
		]);
		expect((await read()).retrains).toMatchObject([
			{ window: '2013-04', kind: 'drift', state: 'failed', reason: expect.stringContaining('2013-02'), change: null },
		]);
		const [id] = await db.sql<{ id: string }[]>`select id from retrain_trigger`;
		expect(await stand.client.workflow.getHandle(`retrain/${id?.id}`).result()).toBe('failed');
	});

	it('sweep on a schedule, which two starts of the worker leave single', async () => {
		await replay('2013-05', 0);
		await ensureMonitorSchedule(stand.client, 2_000);
		await ensureMonitorSchedule(stand.client, 1_000);
		await until('the window is judged by itself', async () => (await read()).windows.some((window) => window.window === '2013-05'));
		const schedules: string[] = [];
		for await (const schedule of stand.client.schedule.list()) schedules.push(schedule.scheduleId);
		expect(schedules).toEqual(['monitor/sweep']);
	});
});
