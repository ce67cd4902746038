import { readdir, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { and, eq } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { artifact, dataset, datasetVersion, endpoint, experiment, modelVersion, registeredModel, revision, run } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { GATE_TITLE, type GateResult } from '@interlock/domain/gate';
import { dataManifest, filesManifest } from '@interlock/domain/model';
import { digestJson } from '@interlock/storage';
import { as, makeProject, makeUser, testContext, type TestProject } from '@interlock/testkit';
import { type ServiceContext, transact } from '../access/index.ts';
import { pushDatasetVersion } from '../dataset/index.ts';
import { createEndpoint } from '../deployment/index.ts';
import { type EvaluationInput, recordGateResults } from '../gate/index.ts';
import { recordOf } from './evaluation-record.ts';
import { getChange } from './get-change.ts';
import { openChange, type OpenedChange } from './open-change.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.resolve('@interlock/scoring')));
const CARRIERS = ['UA', 'AA', 'B6'];

export interface Scene {
	db: Database;
	clock: { nowMs: number };
	project: TestProject;
	place: { org: string; project: string };
	endpointId: string;
	modelId: string;
	/** Launches the trainings and opens changes. */
	maya: ServiceContext;
	/** Pushes the data. */
	dora: ServiceContext;
	/** Reviewers who contributed nothing. */
	jonas: ServiceContext;
	lee: ServiceContext;
	root: ServiceContext;
	/** May break the glass. */
	gus: ServiceContext;
	ida: ServiceContext;
	process: ServiceContext;
}

/**
 * A project with data of two months, a model without versions, an endpoint that serves nothing, and people of each role. `realData`: the
 * months are pushed as files and can be evaluated; else only their rows are there, which is all that reviewing looks at.
 */
export async function makeScene(db: Database, { realData = false } = {}): Promise<Scene> {
	const project = await makeProject(db);
	const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
	const actors: Record<string, UserActor> = {};
	for (const [name, roles] of Object.entries({
		maya: ['contributor', 'reviewer'],
		dora: ['contributor'],
		jonas: ['reviewer'],
		lee: ['reviewer'],
		root: ['admin'],
		dev: ['deployer'],
		gus: ['breakglass'],
		ida: ['breakglass'],
	} as const)) {
		actors[name] = await makeUser(db, project, [...roles], name);
	}
	const actorOf = (name: string): UserActor => actors[name] ?? fail(name);
	const maya = await testContext(db, actorOf('maya'), () => new Date(clock.nowMs));
	const [model] = await db.drizzle
		.insert(registeredModel)
		.values({ orgId: project.id, projectId: project.projectId, name: 'arrival-delay', createdAtMs: 0, updatedAtMs: 0 })
		.returning();
	if (!model) throw new Error('no model');
	const dora = as(maya, actorOf('dora'));
	for (const month of [1, 2]) await (realData ? pushMonth(dora, project.place, month) : nameMonth(dora, project, month));
	const made = await createEndpoint(as(maya, actorOf('dev')), {
		...project.place,
		name: 'arrival-delay',
		environment: 'production',
		model: 'arrival-delay',
		config: {
			task: 'regression',
			target: 'arr_delay',
			unit: 'min',
			blockColumn: 'day',
			sliceColumns: ['carrier'],
			naiveColumn: 'dep_delay',
			eventTimeColumn: 'day',
			keyColumn: 'flight_id',
		},
	});
	return {
		db,
		clock,
		project,
		place: project.place,
		endpointId: made.id,
		modelId: model.id,
		maya,
		dora,
		jonas: as(maya, actorOf('jonas')),
		lee: as(maya, actorOf('lee')),
		root: as(maya, actorOf('root')),
		gus: as(maya, actorOf('gus')),
		ida: as(maya, actorOf('ida')),
		process: as(maya, { kind: 'process', process: 'change', workflowId: 'change/test', orgId: project.id }),
	};
}

/** 240 flights of 20 days whose delay is what the model `delay-v1` answers, give or take a minute. */
export async function pushMonth(ctx: ServiceContext, place: { org: string; project: string }, month: number, carriers = CARRIERS): Promise<void> {
	const lines = ['flight_id,day,carrier,dep_delay,temp,hour,arr_delay'];
	for (let i = 0; i < 240; i += 1) {
		const carrier = i % 3;
		const [delay, temp, hour, noise] = [(i * 7) % 40, 40 + ((i * 11) % 30) + month / 8, i % 24, ((i * 13) % 5) / 2 - 1];
		const day = String((i % 20) + 1).padStart(2, '0');
		lines.push(`f${month}-${i},2013-0${month}-${day},${carriers[carrier]},${delay},${temp},${hour},${delay + temp / 2 + hour / 4 + carrier + 1 + noise}`);
	}
	const expectations = { columns: [{ name: 'arr_delay', type: 'number' as const, notNull: true }], uniqueKey: ['flight_id'] };
	await pushDatasetVersion(ctx, { ...place, name: 'flights', format: 'csv', period: `2013-0${month}`, expectations }, Readable.from([lines.join('\n')]));
}

/** A month by name only. */
export async function nameMonth(ctx: ServiceContext, project: TestProject, month: number): Promise<void> {
	const { id: orgId, projectId } = project;
	const { drizzle } = ctx.db;
	await drizzle.insert(dataset).values({ orgId, projectId, name: 'flights' }).onConflictDoNothing();
	const [set] = await drizzle.select().from(dataset).where(eq(dataset.projectId, projectId));
	if (!set || ctx.actor.kind !== 'user') throw new Error('no dataset');
	const blob = await ctx.storage.put(orgId, Buffer.from(`month ${month}`));
	await drizzle.insert(datasetVersion).values({
		orgId,
		projectId,
		datasetId: set.id,
		version: month,
		digest: digestJson({ month }),
		format: 'csv',
		...blob,
		rowCount: 240,
		schema: { columns: [] },
		profile: { rows: 240, columns: [] },
		period: `2013-0${month}`,
		createdBy: ctx.actor.name,
		createdByUserId: ctx.actor.userId,
	});
}

/** A version of a folder in packages/scoring/fixtures, trained by maya on month 1. `parity`: predictions that its run logged, by key. */
export async function makeVersion(
	scene: Scene,
	fixture: string,
	options: { version: number; parity?: Record<string, number>; parameters?: Record<string, string>; launchedBy?: ServiceContext; note?: string } = {
		version: 1,
	},
): Promise<string> {
	const { db, project, maya } = scene;
	const { id: orgId, projectId } = project;
	const launcher = (options.launchedBy ?? maya).actor;
	const startedByUserId = launcher.kind === 'user' ? launcher.userId : null;
	const [home] = await db.drizzle
		.select()
		.from(experiment)
		.where(and(eq(experiment.projectId, projectId), eq(experiment.number, 0)));
	const [trained] = await db.drizzle
		.insert(run)
		.values({ orgId, projectId, experimentId: home?.id ?? '', name: `run-${options.version}`, status: 'FINISHED', startedBy: 'maya', startedByUserId })
		.returning();
	if (!trained) throw new Error('no run');
	if (options.parity) {
		const csv = ['flight_id,prediction', ...Object.entries(options.parity).map(([key, value]) => `${key},${value}`)].join('\n');
		const blob = await maya.storage.put(orgId, Buffer.from(csv));
		await db.drizzle.insert(artifact).values({ orgId, projectId, ownerId: trained.id, ownerKind: 'run', path: 'parity.csv', ...blob });
	}
	const files = await Promise.all(
		(await readdir(`${FIXTURES}${fixture}`)).map(async (path) => ({
			path,
			...(await maya.storage.put(orgId, await readFile(`${FIXTURES}${fixture}/${path}`))),
		})),
	);
	const requirements = await maya.storage.put(orgId, Buffer.from(`onnx==1.20.1\nnumpy==2.4.${options.version}\n`));
	const all = [...files, { path: 'requirements.txt', ...requirements }];
	const [month] = await db.drizzle
		.select({ v: datasetVersion })
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(and(eq(dataset.projectId, projectId), eq(datasetVersion.version, 1)));
	const [row] = await db.drizzle
		.insert(modelVersion)
		.values({
			orgId,
			projectId,
			modelId: scene.modelId,
			version: options.version,
			source: 'test',
			runId: trained.id,
			files: all,
			filesDigest: digestJson(filesManifest(all)),
			dataDigest: digestJson(dataManifest(all)),
			flavors: ['onnx', 'python_function'],
			createdBy: 'maya',
			createdByUserId: startedByUserId,
			createdAtMs: 0,
			updatedAtMs: 0,
			lineage: {
				runId: trained.id,
				template: 'flights',
				codeDigest: 'c'.repeat(64),
				lockDigest: 'd'.repeat(64),
				parameters: options.parameters ?? { trees: '150' },
				datasets: month ? [{ datasetVersionId: month.v.id, name: 'flights', version: 1, digest: month.v.digest, role: 'train' }] : [],
			},
		})
		.returning();
	if (!row) throw new Error('no version');
	return row.id;
}

/** What the endpoint runs from now on, without a rollout. */
export async function serve(scene: Scene, versionId: string | null): Promise<void> {
	await scene.db.drizzle.update(endpoint).set({ championVersionId: versionId }).where(eq(endpoint.id, scene.endpointId));
}

export function open(scene: Scene, version: number, ctx = scene.maya): Promise<OpenedChange> {
	return openChange(ctx, { ...scene.place, endpoint: 'arrival-delay', version });
}

/** A change of version 2 against version 1 as its evaluation leaves it when every gate passed. */
export async function openReady(scene: Scene): Promise<OpenedChange> {
	await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
	await makeVersion(scene, 'delay-v1', { version: 2 });
	const opened = await open(scene, 2);
	await passGates(scene, opened.id, 1);
	return opened;
}

/** Leaves a revision as an evaluation that found nothing wrong does. */
export async function passGates(scene: Scene, changeId: string, number: number): Promise<void> {
	const passed = (['non-inferiority', 'signature-compatible', 'expectations-passed', 'format-allowed'] as const).map(
		(gate): GateResult => ({ gate, title: GATE_TITLE[gate], status: 'passed', sentence: 'Passed.', evidence: {} }),
	);
	const which = and(eq(revision.changeId, changeId), eq(revision.number, number));
	const [subject] = await scene.db.drizzle.select().from(revision).where(which);
	const [month] = subject ? await scene.db.drizzle.select().from(datasetVersion).where(eq(datasetVersion.id, subject.holdoutDatasetVersionId)) : [];
	if (!subject || !month) throw new Error('no revision');
	const base = subject.baseModelVersionId ? { version: { id: subject.baseModelVersionId } } : null;
	const { record, digest, comparisonDigest } = recordOf(subject, { holdout: month, holdoutName: 'flights', base: base as EvaluationInput['base'] }, null);
	await scene.db.drizzle.update(revision).set({ evaluation: 'finished', evaluationRecord: record, evaluationDigest: digest, comparisonDigest }).where(which);
	await transact(scene.process, (tx) =>
		recordGateResults(tx, { orgId: scene.project.id, projectId: scene.project.projectId, changeId, revision: number }, passed, new Date(scene.clock.nowMs)),
	);
}

export const view = (scene: Scene, number: number, ctx = scene.jonas) => getChange(ctx, { ...scene.place, number });

function fail(name: string): never {
	throw new Error(`no actor ${name}`);
}
