import { readdir, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from '@interlock/db';
import { modelVersion, registeredModel } from '@interlock/db/tables';
import { dataManifest, filesManifest } from '@interlock/domain/model';
import type { ServiceContext } from '@interlock/services/access';
import { type ChangeView, getChange, openChange, type OpenedChange, reviewChange } from '@interlock/services/change';
import { pushDatasetVersion } from '@interlock/services/dataset';
import { createEndpoint, requestRollback } from '@interlock/services/deployment';
import { digestJson } from '@interlock/storage';
import { as, auditEntries, makeProject, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ProcessStand, startProcessStand } from './test-process-stand.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.resolve('@interlock/scoring')));

let db: Database;
let stand: ProcessStand;
let project: TestProject;
let author: ServiceContext;
let reviewer: ServiceContext;
let deployer: ServiceContext;
let endpointId: string;
let modelId: string;
let trained: Awaited<ReturnType<typeof pushMonth>>;

beforeAll(async () => {
	db = await testDatabase();
	author = await testContext(db, await makeUser(db, await makeProject(db), ['contributor']));
	stand = await startProcessStand({ db, storage: author.storage, tokenPepper: 'pepper', publicUrl: 'http://127.0.0.1' });
}, 180_000);

afterAll(async () => {
	await stand?.stop();
});

beforeEach(async () => {
	project = await makeProject(db);
	author = as(author, await makeUser(db, project, ['contributor']));
	reviewer = as(author, await makeUser(db, project, ['reviewer']));
	deployer = as(author, await makeUser(db, project, ['deployer']));
	const [model] = await db.drizzle
		.insert(registeredModel)
		.values({ orgId: project.id, projectId: project.projectId, name: 'eta', createdAtMs: 0, updatedAtMs: 0 })
		.returning();
	modelId = model?.id ?? '';
	await pushMonth('flights', '2013-02', 50);
	trained = await pushMonth('earlier-flights', '2013-01', 40);
	const config = {
		task: 'regression' as const,
		target: 'late',
		unit: 'min',
		blockColumn: 'day',
		sliceColumns: ['carrier'],
		naiveColumn: 'dep_delay',
		eventTimeColumn: 'day',
		keyColumn: 'k',
	};
	endpointId = (await createEndpoint(deployer, { ...project.place, name: 'eta', environment: 'production', model: 'eta', config })).id;
});

/** 120 flights over twelve days of a month, at one temperature. */
async function pushMonth(
	name: string,
	month: string,
	temp: number,
): Promise<{ datasetVersionId: string; name: string; version: number; digest: string; role: string }> {
	const day = (i: number) => `${month}-${String((i % 12) + 1).padStart(2, '0')}`;
	const late = (i: number) => (i % 30) + 25 + (i % 24) / 4 + 1 + (i % 3);
	const lines = Array.from({ length: 120 }, (_, i) => `${month}-${i},${day(i)},UA,${i % 30},${temp},${i % 24},${late(i)}`);
	const pushed = await pushDatasetVersion(
		author,
		{ ...project.place, name, format: 'csv' },
		Readable.from([['k,day,carrier,dep_delay,temp,hour,late', ...lines].join('\n')]),
	);
	const [row] = await db.sql<{ id: string }[]>`select id from dataset_version where digest = ${pushed.digest} and project_id = ${project.projectId}`;
	return { datasetVersionId: row?.id ?? '', name, version: pushed.version, digest: pushed.digest, role: 'train' };
}

async function makeVersion(version: number): Promise<string> {
	const files = await Promise.all(
		(await readdir(`${FIXTURES}delay-v1`)).map(async (path) => ({
			path,
			...(await author.storage.put(project.id, await readFile(`${FIXTURES}delay-v1/${path}`))),
		})),
	);
	const [row] = await db.drizzle
		.insert(modelVersion)
		.values({
			orgId: project.id,
			projectId: project.projectId,
			modelId,
			version,
			source: 'test',
			files,
			filesDigest: digestJson(filesManifest(files)),
			dataDigest: digestJson(dataManifest(files)),
			flavors: ['onnx'],
			createdBy: 'test',
			createdAtMs: 0,
			updatedAtMs: 0,
			lineage: { runId: null, template: null, codeDigest: null, lockDigest: null, datasets: [trained], parameters: {} },
		})
		.returning();
	return row?.id ?? '';
}

const open = (ctx: ServiceContext, version: number) =>
	openChange(ctx, { ...project.place, endpoint: 'eta', version, holdout: { dataset: 'flights', version: 1 } });
const approve = (on: OpenedChange) => reviewChange(reviewer, { ...project.place, number: on.number, verdict: 'approve', digest: on.digest });
const statusOf = async (id: string) => (await stand.client.workflow.getHandle(`change/${id}`).describe()).status.name;

async function until(opened: OpenedChange, isThere: (view: ChangeView) => boolean): Promise<ChangeView> {
	for (let turn = 0; turn < 300; turn += 1) {
		const view = await getChange(reviewer, { ...project.place, number: opened.number });
		if (isThere(view)) return view;
		await sleep(100);
	}
	throw new Error('it did not come to that');
}

describe('the process of a change', () => {
	it('evaluates, waits for a person over a restart of the worker, and ends with the rollout that the approval started', async () => {
		await makeVersion(1);
		const opened = await open(author, 1);
		const evaluated = await until(opened, (view) => view.revision.evaluation === 'finished');
		expect(evaluated.comparison).toMatchObject({ rowsScored: 120, report: { baseline: 'naive', blocks: 12, verdict: 'better' } });
		await stand.restartWorker();
		expect(await statusOf(opened.id)).toBe('RUNNING');
		expect(await approve(opened)).toMatchObject({ state: 'approved' });
		expect(await statusOf(opened.id)).toBe('RUNNING');
		await requestRollback(deployer, { ...project.place, endpoint: 'eta', reason: 'It is only a test.' });
		await stand.client.workflow.getHandle(`change/${opened.id}`).result();
		expect(await until(opened, (view) => view.state === 'closed')).toMatchObject({ rollout: { state: 'rolled-back' } });
		expect((await auditEntries(db, project.id)).filter((e) => e.action === 'change.evaluated')).toHaveLength(1);
	}, 60_000);

	it('closes a retrain that is not shown better by itself, and ends', async () => {
		await db.sql`update endpoint set champion_version_id = ${await makeVersion(1)} where id = ${endpointId}`;
		await makeVersion(2);
		const opened = await open(as(author, { kind: 'process', process: 'retrain', workflowId: 'retrain/test', orgId: project.id }), 2);
		await until(opened, (view) => view.state === 'closed');
		await stand.client.workflow.getHandle(`change/${opened.id}`).result();
		expect((await until(opened, () => true)).closedReason).toMatch(/^Not shown better: /);
	}, 60_000);
});
