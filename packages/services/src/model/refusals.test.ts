import { randomUUID } from 'node:crypto';
import { auditEntries, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '../access/index.ts';
import { deleteArtifact, listArtifacts, listRunArtifacts, openArtifact, putArtifact } from '../artifact/index.ts';
import * as experiments from '../experiment/index.ts';
import * as runs from '../run/index.ts';
import { type TrackingWorld, trackingWorld } from '../run/test-fixture.ts';
import * as models from './index.ts';

/** What every verb of these nouns is called with, and the audit entry that a permitted call leaves (null for telemetry, which is one entry per run). */
interface Case {
	verb: string;
	call(ctx: ServiceContext): Promise<unknown>;
	action?: string | null;
}

describe('every verb of experiments, runs, artifacts and models', () => {
	let w: TrackingWorld;
	let runId: string;
	let experimentId: string;
	let deletedExperimentId: string;
	let modelId: string;
	let model: string;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
		runId = await w.newRun([{ key: 'old', value: 'x' }]);
		experimentId = (await experiments.createExperiment(w.contributor, { ...w.place, name: 'e' })).experimentId;
		await experiments.setExperimentTag(w.contributor, { ...w.place, experimentId, key: 'old', value: 'x' });
		deletedExperimentId = (await experiments.createExperiment(w.contributor, { ...w.place, name: 'gone' })).experimentId;
		await experiments.deleteExperiment(w.contributor, { ...w.place, experimentId: deletedExperimentId });
		modelId = (await models.createLoggedModel(w.contributor, { ...w.place, experimentId: '0', name: 'm', tags: [{ key: 'old', value: 'x' }] })).modelId;
		await putArtifact(w.contributor, { ...w.place, path: `0/${runId}/artifacts/kept`, maxBytes: 9 }, Buffer.from('x'));
		model = 'registered';
		await models.createRegisteredModel(w.contributor, { ...w.place, name: model, tags: [{ key: 'old', value: 'x' }] });
		for (let i = 0; i < 2; i++)
			await models.createModelVersion(w.contributor, { ...w.place, name: model, source: 's3://b/m', tags: [{ key: 'old', value: 'x' }] });
		await models.setModelAlias(w.contributor, { ...w.place, name: model, alias: 'old', version: '1' });
	});

	const point = { key: 'm', value: 1, timestampMs: 1 };
	const e = () => ({ ...w.place, experimentId });
	const r = () => ({ ...w.place, runId });
	const l = () => ({ ...w.place, modelId });
	const m = () => ({ ...w.place, name: model });
	const v = () => ({ ...m(), version: '1' });
	const spareRun = async () => w.newRun();

	const WRITES: Case[] = [
		{ verb: 'createExperiment', call: (ctx) => experiments.createExperiment(ctx, { ...w.place, name: randomUUID() }), action: 'experiment.created' },
		{ verb: 'updateExperiment', call: (ctx) => experiments.updateExperiment(ctx, { ...e(), name: randomUUID() }), action: 'experiment.renamed' },
		{ verb: 'setExperimentTag', call: (ctx) => experiments.setExperimentTag(ctx, { ...e(), key: 'k', value: 'v' }), action: 'experiment.tag-set' },
		{ verb: 'deleteExperimentTag', call: (ctx) => experiments.deleteExperimentTag(ctx, { ...e(), key: 'old' }), action: 'experiment.tag-deleted' },
		{
			verb: 'restoreExperiment',
			call: (ctx) => experiments.restoreExperiment(ctx, { ...w.place, experimentId: deletedExperimentId }),
			action: 'experiment.restored',
		},
		{
			verb: 'deleteExperiment',
			call: (ctx) => experiments.deleteExperiment(ctx, { ...w.place, experimentId: deletedExperimentId }),
			action: 'experiment.deleted',
		},
		{ verb: 'createRun', call: (ctx) => runs.createRun(ctx, w.place), action: 'run.started' },
		{ verb: 'updateRun', call: async (ctx) => runs.updateRun(ctx, { ...w.place, runId: await spareRun(), status: 'FINISHED' }), action: 'run.ended' },
		{ verb: 'deleteRun', call: async (ctx) => runs.deleteRun(ctx, { ...w.place, runId: await spareRun() }), action: 'run.deleted' },
		{
			verb: 'restoreRun',
			call: async (ctx) => {
				const gone = await spareRun();
				await runs.deleteRun(w.contributor, { ...w.place, runId: gone });
				await runs.restoreRun(ctx, { ...w.place, runId: gone });
			},
			action: 'run.restored',
		},
		{ verb: 'logMetric', call: (ctx) => runs.logMetric(ctx, { ...r(), ...point }), action: null },
		{ verb: 'logParameter', call: (ctx) => runs.logParameter(ctx, { ...r(), key: 'p', value: '1' }), action: null },
		{ verb: 'logBatch', call: (ctx) => runs.logBatch(ctx, { ...r(), metrics: [point] }), action: null },
		{ verb: 'setRunTag', call: (ctx) => runs.setRunTag(ctx, { ...r(), key: 't', value: '1' }), action: null },
		{ verb: 'deleteRunTag', call: (ctx) => runs.deleteRunTag(ctx, { ...r(), key: 'old' }), action: 'run.tag-deleted' },
		{ verb: 'logInputs', call: (ctx) => runs.logInputs(ctx, { ...r(), datasets: [{ name: 'd', digest: '1' }] }), action: null },
		{ verb: 'logOutputs', call: (ctx) => runs.logOutputs(ctx, { ...r(), models: [{ modelId }] }), action: null },
		{ verb: 'putArtifact', call: (ctx) => putArtifact(ctx, { ...w.place, path: `0/${runId}/artifacts/a`, maxBytes: 9 }, Buffer.from('x')), action: null },
		{ verb: 'deleteArtifact', call: (ctx) => deleteArtifact(ctx, { ...w.place, path: `0/${runId}/artifacts/a` }), action: 'artifact.deleted' },
		{ verb: 'createLoggedModel', call: (ctx) => models.createLoggedModel(ctx, { ...w.place, experimentId: '0', name: 'm' }), action: 'logged-model.created' },
		{ verb: 'finalizeLoggedModel', call: (ctx) => models.finalizeLoggedModel(ctx, { ...l(), status: 'LOGGED_MODEL_READY' }), action: 'logged-model.finalized' },
		{
			verb: 'setLoggedModelTags',
			call: (ctx) => models.setLoggedModelTags(ctx, { ...l(), entries: [{ key: 'a', value: 'b' }] }),
			action: 'logged-model.tags-set',
		},
		{ verb: 'deleteLoggedModelTag', call: (ctx) => models.deleteLoggedModelTag(ctx, { ...l(), key: 'old' }), action: 'logged-model.tag-deleted' },
		{
			verb: 'logLoggedModelParams',
			call: (ctx) => models.logLoggedModelParams(ctx, { ...l(), entries: [{ key: 'a', value: 'b' }] }),
			action: 'logged-model.params-logged',
		},
		{ verb: 'createRegisteredModel', call: (ctx) => models.createRegisteredModel(ctx, { ...w.place, name: randomUUID() }), action: 'model.created' },
		{ verb: 'updateRegisteredModel', call: (ctx) => models.updateRegisteredModel(ctx, { ...m(), description: 'd' }), action: 'model.described' },
		{ verb: 'setRegisteredModelTag', call: (ctx) => models.setRegisteredModelTag(ctx, { ...m(), key: 'k', value: 'v' }), action: 'model.tag-set' },
		{ verb: 'deleteRegisteredModelTag', call: (ctx) => models.deleteRegisteredModelTag(ctx, { ...m(), key: 'old' }), action: 'model.tag-deleted' },
		{ verb: 'setModelAlias', call: (ctx) => models.setModelAlias(ctx, { ...v(), alias: 'new' }), action: 'model.alias-set' },
		{ verb: 'deleteModelAlias', call: (ctx) => models.deleteModelAlias(ctx, { ...m(), alias: 'old' }), action: 'model.alias-deleted' },
		{ verb: 'createModelVersion', call: (ctx) => models.createModelVersion(ctx, { ...m(), source: 's3://b/m' }), action: 'model.version-created' },
		{ verb: 'updateModelVersion', call: (ctx) => models.updateModelVersion(ctx, { ...v(), description: 'd' }), action: 'model.version-described' },
		{
			verb: 'transitionModelVersionStage',
			call: (ctx) => models.transitionModelVersionStage(ctx, { ...v(), stage: 'Staging' }),
			action: 'model.version-labelled',
		},
		{ verb: 'setModelVersionTag', call: (ctx) => models.setModelVersionTag(ctx, { ...v(), key: 'k', value: 'v' }), action: 'model.version-tag-set' },
		{ verb: 'deleteModelVersionTag', call: (ctx) => models.deleteModelVersionTag(ctx, { ...v(), key: 'old' }), action: 'model.version-tag-deleted' },
		{ verb: 'deleteModelVersion', call: (ctx) => models.deleteModelVersion(ctx, { ...m(), version: '2' }), action: 'model.version-deleted' },
		{
			verb: 'deleteLoggedModel',
			call: async (ctx) =>
				models.deleteLoggedModel(ctx, { ...w.place, modelId: (await models.createLoggedModel(w.contributor, { ...w.place, experimentId: '0' })).modelId }),
			action: 'logged-model.deleted',
		},
		{
			verb: 'renameRegisteredModel',
			call: (ctx) =>
				models
					.renameRegisteredModel(ctx, { ...m(), newName: 'renamed' })
					.then(() => models.renameRegisteredModel(ctx, { ...w.place, name: 'renamed', newName: model })),
			action: 'model.renamed',
		},
		{
			verb: 'deleteRegisteredModel',
			call: async (ctx) => {
				const name = randomUUID();
				await models.createRegisteredModel(w.contributor, { ...w.place, name });
				await models.deleteRegisteredModel(ctx, { ...w.place, name });
			},
			action: 'model.deleted',
		},
	];

	const READS: Case[] = [
		{ verb: 'getExperiment', call: (ctx) => experiments.getExperiment(ctx, e()) },
		{ verb: 'getExperimentByName', call: (ctx) => experiments.getExperimentByName(ctx, { ...w.place, name: 'Default' }) },
		{ verb: 'searchExperiments', call: (ctx) => experiments.searchExperiments(ctx, w.place) },
		{ verb: 'searchDatasetSummaries', call: (ctx) => experiments.searchDatasetSummaries(ctx, { ...w.place, experimentIds: ['0'] }) },
		{ verb: 'getRun', call: (ctx) => runs.getRun(ctx, r()) },
		{ verb: 'getRunDetail', call: (ctx) => runs.getRunDetail(ctx, r()) },
		{ verb: 'searchRuns', call: (ctx) => runs.searchRuns(ctx, { ...w.place, experimentIds: ['0'] }) },
		{ verb: 'listRuns', call: (ctx) => runs.listRuns(ctx, w.place) },
		{ verb: 'listRunColumns', call: (ctx) => runs.listRunColumns(ctx, w.place) },
		{ verb: 'getMetricHistory', call: (ctx) => runs.getMetricHistory(ctx, { ...r(), key: 'm' }) },
		{ verb: 'getMetricCurves', call: (ctx) => runs.getMetricCurves(ctx, r()) },
		{ verb: 'getRunLogs', call: (ctx) => runs.getRunLogs(ctx, r()) },
		{ verb: 'listRunFiles', call: (ctx) => runs.listRunFiles(ctx, r()) },
		{ verb: 'listRunArtifacts', call: (ctx) => listRunArtifacts(ctx, r()) },
		{ verb: 'listArtifacts', call: (ctx) => listArtifacts(ctx, { ...w.place, path: `0/${runId}/artifacts` }) },
		{ verb: 'openArtifact', call: (ctx) => openArtifact(ctx, { ...w.place, path: `0/${runId}/artifacts/kept` }) },
		{ verb: 'getLoggedModel', call: (ctx) => models.getLoggedModel(ctx, l()) },
		{ verb: 'searchLoggedModels', call: (ctx) => models.searchLoggedModels(ctx, { ...w.place, experimentIds: ['0'] }) },
		{ verb: 'listLoggedModelFolder', call: (ctx) => models.listLoggedModelFolder(ctx, l()) },
		{ verb: 'getRegisteredModel', call: (ctx) => models.getRegisteredModel(ctx, m()) },
		{ verb: 'searchRegisteredModels', call: (ctx) => models.searchRegisteredModels(ctx, w.place) },
		{ verb: 'getLatestVersions', call: (ctx) => models.getLatestVersions(ctx, m()) },
		{ verb: 'getVersionByAlias', call: (ctx) => models.getVersionByAlias(ctx, { ...m(), alias: 'latest' }) },
		{ verb: 'getModelVersion', call: (ctx) => models.getModelVersion(ctx, v()) },
		{ verb: 'searchModelVersions', call: (ctx) => models.searchModelVersions(ctx, w.place) },
		{ verb: 'listModels', call: (ctx) => models.listModels(ctx, w.place) },
		{ verb: 'getModel', call: (ctx) => models.getModel(ctx, m()) },
	];

	const entriesOf = async (action: string, decision: 'allowed' | 'denied', userId: string | null) =>
		(await auditEntries(w.db, w.project.id)).filter(
			(entry) => entry.action === action && entry.decision === decision && (userId === null || entry.actor.id === userId),
		).length;
	const userOf = (ctx: ServiceContext) => (ctx.actor.kind === 'user' ? ctx.actor.userId : null);

	it.each(WRITES)('$verb is refused to a viewer with a denied entry, and leaves its own entry when permitted', async ({ call, action }) => {
		const denied = async () => (await entriesOf('run:write', 'denied', userOf(w.viewer))) + (await entriesOf('model:write', 'denied', userOf(w.viewer)));
		const before = await denied();
		await expect(call(w.viewer)).rejects.toMatchObject({ code: 'forbidden' });
		expect(await denied()).toBe(before + 1);
		const own = action ? await entriesOf(action, 'allowed', userOf(w.contributor)) : 0;
		await call(w.contributor);
		if (action) expect(await entriesOf(action, 'allowed', userOf(w.contributor))).toBeGreaterThan(own);
	});

	it.each([...READS, ...WRITES])('$verb answers another tenant like an unknown project, with a denied entry', async ({ call }) => {
		const denied = async () =>
			(await auditEntries(w.db, w.project.id)).filter((entry) => entry.decision === 'denied' && entry.actor.id === userOf(w.outsider)).length;
		const before = await denied();
		await expect(call(w.outsider)).rejects.toMatchObject({ code: 'not-found', message: 'project not found' });
		expect(await denied()).toBe(before + 1);
	});

	it.each(READS)('$verb is open to a viewer and closed to a token without its scope', async ({ call }) => {
		await call(w.viewer);
		const token = { ...w.runToken(runId), actor: { ...w.runToken(runId).actor, run: undefined, scopes: [] } } as ServiceContext;
		await expect(call(token)).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('is in this list', () => {
		const listed = [...WRITES, ...READS].map((c) => c.verb);
		const helpers = [
			'findExperiment',
			'loadExperiment',
			'loadRun',
			'loadRunOf',
			'moveRunTo',
			'recordIfEnded',
			'viewRuns',
			'publishRunChanged',
			'servingPlaces',
			'inputsOf',
			'keepWithinRun',
			'ownExperimentId',
		];
		const verbs = [...Object.keys(experiments), ...Object.keys(runs), ...Object.keys(models)].filter(
			(name) => /^(create|get|list|search|set|update|delete|restore|log|rename|transition|finalize|put|open)[A-Z]/.test(name) && !helpers.includes(name),
		);
		expect(verbs.filter((name) => !listed.includes(name))).toEqual([]);
	});
});
