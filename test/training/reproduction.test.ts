import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@interlock/db';
import { judgeReproduction, type ReproductionReport } from '@interlock/domain/gate';
import { filesManifest, type ModelFile } from '@interlock/domain/model';
import { defaultPolicy } from '@interlock/domain/policy';
import type { ServiceContext } from '@interlock/services/access';
import { type GateView, getChange, openChange, type OpenedChange } from '@interlock/services/change';
import { pushDatasetVersion } from '@interlock/services/dataset';
import { createEndpoint } from '@interlock/services/deployment';
import { createRegisteredModel } from '@interlock/services/model';
import { updatePolicy } from '@interlock/services/policy';
import { getRunDetail, type RunDetail } from '@interlock/services/run';
import { startRun, type StartedRun } from '@interlock/services/training';
import { as, makeProject, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProcessStand, startProcessStand } from '../../workers/control/src/test-process-stand.ts';
import { startTrainingStand, type TrainingStand } from './front-door.ts';

const TRAINED_MS = 240_000;
const SEEDED = 'random_state=args.seed,';
/** A seed of the moment, and half of the rows for each tree: no two trainings are alike. */
const UNSEEDED = 'random_state=int.from_bytes(__import__("os").urandom(3), "big"), subsample=0.5, subsample_freq=1,';

let db: Database;
let project: TestProject;
let maya: ServiceContext;
let trainings: TrainingStand;
let processes: ProcessStand;

beforeAll(async () => {
	db = await testDatabase();
	project = await makeProject(db);
	maya = await testContext(db, await makeUser(db, project, ['contributor'], 'maya'));
	for (const month of [1, 2]) await pushMonth(month);
	await createRegisteredModel(maya, { ...project.place, name: 'arrival-delay' });
	const config = {
		task: 'regression' as const,
		target: 'arr_delay',
		unit: 'min',
		blockColumn: 'day',
		sliceColumns: ['carrier'],
		naiveColumn: 'dep_delay',
		eventTimeColumn: 'day',
		keyColumn: 'flight_id',
	};
	const deployer = as(maya, await makeUser(db, project, ['deployer']));
	await createEndpoint(deployer, { ...project.place, name: 'arrival-delay', environment: 'production', model: 'arrival-delay', config });
	await makeUser(db, project, ['reviewer']);
	const document = defaultPolicy('production');
	await updatePolicy(as(maya, await makeUser(db, project, ['admin'])), {
		...project.place,
		environment: 'production',
		baseVersion: 1,
		document: { ...document, gates: { ...document.gates, reproduction: { metrics: ['holdout_mae'], tolerance: 0.3 } } },
	});
	trainings = await startTrainingStand(maya);
	processes = await startProcessStand({ db, storage: maya.storage, tokenPepper: maya.tokenPepper, publicUrl: 'http://127.0.0.1' });
}, 300_000);
afterAll(async () => {
	await trainings?.stop();
	await processes?.stop();
});

/** 600 flights of 20 days: late by what they left late, a share that hangs on the carrier, and what no column tells. */
async function pushMonth(month: number): Promise<void> {
	const header = 'flight_id,day,carrier,origin,dest,dep_delay,hour,weekday,distance,scheduled_minutes,temp,wind_speed,precip,visib,humid,arr_delay';
	const lines = Array.from({ length: 600 }, (_, i) => {
		const chance = (step: number) => ((i + 1) * step * (month + 6)) % 101;
		const [carrier, delay] = [i % 3, (chance(37) % 60) - 10];
		const day = `2013-0${month}-${String((i % 20) + 1).padStart(2, '0')}`;
		const late = delay * (0.8 + carrier / 10) + chance(53) / 10 - 5 + (chance(71) % 7);
		const known = [delay, i % 24, i % 7, 200 + chance(17) * 20, 60 + chance(19), 30 + chance(23) / 2, chance(29) / 5, 0, 10, 40 + chance(31) / 2];
		return [`f${month}-${i}`, day, ['UA', 'AA', 'B6'][carrier], ['JFK', 'LGA', 'EWR'][i % 3], ['ORD', 'LAX'][i % 2], ...known, late.toFixed(2)].join(',');
	});
	const rows = Readable.from([[header, ...lines].join('\n')]);
	await pushDatasetVersion(maya, { ...project.place, name: 'flights', format: 'csv', period: `2013-0${month}` }, rows);
}

const start = (name: string): Promise<StartedRun> =>
	startRun(maya, {
		...project.place,
		template: 'nyc-flights',
		name,
		parameters: { trees: 20, leaves: 7, seed: 5 },
		datasets: [
			{ name: 'flights', period: '2013-01', role: 'train' },
			{ name: 'flights', period: '2013-02', role: 'holdout' },
		],
		model: 'arrival-delay',
	});
const detailOf = (runId: string) => getRunDetail(maya, { ...project.place, runId });

async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
	for (const endMs = Date.now() + TRAINED_MS; Date.now() < endMs; await sleep(250)) {
		const answer = await ask();
		if (answer !== undefined) return answer;
	}
	throw new Error(`waited in vain for ${what}`);
}

/** The run once it ended; it must have succeeded. */
async function trained({ runId }: StartedRun): Promise<RunDetail> {
	const run = await until('the training', async () => {
		const detail = await detailOf(runId);
		return detail.training && !['queued', 'running'].includes(detail.training.state) ? detail : undefined;
	});
	expect(run.training, JSON.stringify(run.training)).toMatchObject({ state: 'succeeded' });
	return run;
}

/** The gate of a change once it is judged. */
const judged = (opened: OpenedChange): Promise<GateView> =>
	until('the gate', async () => {
		const { gates } = await getChange(maya, { ...project.place, number: opened.number });
		return gates.find(({ gate, status }) => gate === 'reproduction' && status !== 'pending' && status !== 'running');
	});

/** The template's pipeline with a seed of the moment, as if it were written so, for a run that no agent took yet. */
async function plantChance(run: StartedRun): Promise<void> {
	const [row] = await db.sql<{ files: ModelFile[] }[]>`select files from training where run_id = ${run.id}`;
	const pipeline = row?.files.find(({ path }) => path === 'pipeline.py');
	if (!row || !pipeline) throw new Error('the template has no pipeline.py');
	const text = (await maya.storage.read(project.id, pipeline.sha256)).toString('utf8');
	expect(text).toContain(SEEDED);
	const planted = { path: 'pipeline.py', ...(await maya.storage.put(project.id, Buffer.from(text.replace(SEEDED, UNSEEDED)))) };
	const files = filesManifest(row.files.map((file) => (file === pipeline ? planted : file)));
	const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex');
	await db.sql`update training set files = ${db.sql.json(files.map((file) => ({ ...file })))}, code_digest = ${digest} where run_id = ${run.id}`;
}

describe('a version that a real agent trains again from its lock', () => {
	it(
		'has the same bytes: two trainings with LightGBM on the same data, code, packages and seed',
		async () => {
			const run = await start('seeded');
			await trained(run);
			const opened = await openChange(maya, { ...project.place, endpoint: 'arrival-delay', run: run.runId });
			const gate = await judged(opened);
			expect(gate, gate.sentence).toMatchObject({ status: 'passed', evidence: { sameBytes: true, firstRun: run.runId } });
			expect(gate.evidence.againDigest).toBe(gate.evidence.firstDigest);
			const again = await detailOf(String(gate.evidence.againRun));
			expect(again).toMatchObject({ name: 'seeded again', status: 'FINISHED', modelVersions: [], reproduces: { runId: run.runId, change: opened.number } });
			expect(again.startedByUserId).toBeNull();
			expect((await detailOf(run.runId)).reproductions).toMatchObject([{ runId: again.runId }]);
		},
		TRAINED_MS,
	);

	it(
		'is compared by its metrics and by its answers where the training leaves its seed to chance',
		async () => {
			trainings.held = true;
			const run = await start('left to chance');
			await plantChance(run);
			trainings.held = false;
			await trained(run);
			const opened = await openChange(maya, { ...project.place, endpoint: 'arrival-delay', run: run.runId });
			const gate = await judged(opened);
			expect(gate, gate.sentence).toMatchObject({ status: 'passed', evidence: { sameBytes: false, differing: ['model.onnx'] } });
			const { [`first.holdout_mae`]: first, [`again.holdout_mae`]: second } = gate.evidence;
			expect([typeof first, typeof second]).toEqual(['number', 'number']);
			expect(first).not.toBe(second);
			expect(gate.sentence).toMatch(/holdout_mae .* apart\); error on the held-out data .* apart\); at most 30 % apart allowed\.$/);
			const [kept] = await db.sql<{ report: ReproductionReport }[]>`select report from reproduction where change_id = ${opened.id}`;
			expect(judgeReproduction(kept?.report ?? null, { metrics: ['holdout_mae'], tolerance: 0 })).toMatchObject({ status: 'failed' });
		},
		TRAINED_MS,
	);
});
