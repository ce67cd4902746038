import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { desc, eq } from 'drizzle-orm';
import { artifact, metricLatest, modelVersion, reproduction, training } from '@interlock/db/tables';
import { filesManifest } from '@interlock/domain/model';
import { defaultPolicy, type PolicyDocument } from '@interlock/domain/policy';
import { digestJson } from '@interlock/storage';
import { updatePolicy } from '../policy/index.ts';
import { advanceRun } from '../training/index.ts';
import type { OpenedChange } from './open-change.ts';
import { makeVersion, open, passGates, type Scene, serve } from './test-fixture.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.resolve('@interlock/scoring')));
const CODE = { MLproject: 'name: flights\n', 'requirements.txt': 'onnx==1.20.1\n', 'train.py': 'print("learns")\n' };
/** A doc_string at the end of an ONNX file: other bytes, the same answers. */
const DOC_STRING = Buffer.from('\x32\x05again');

/** Lets production's policy ask for a reproduction. */
export async function askToReproduce(
	scene: Scene,
	reproduction: PolicyDocument['gates']['reproduction'] = { metrics: ['holdout_mae'], tolerance: 0.01 },
): Promise<void> {
	const document = defaultPolicy('production');
	await updatePolicy(scene.root, {
		...scene.place,
		environment: 'production',
		baseVersion: 1,
		document: { ...document, gates: { ...document.gates, reproduction } },
	});
}

/** A version whose run is one that an agent of ours trained, with everything it recorded; its id and its run's. */
export async function trainedHere(scene: Scene, number: number): Promise<{ versionId: string; runId: string }> {
	const { db, project, maya } = scene;
	const versionId = await makeVersion(scene, 'delay-v1', { version: number });
	const [version] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.id, versionId));
	const runId = version?.runId ?? '';
	const { id: orgId, projectId } = project;
	const files = filesManifest(
		await Promise.all(Object.entries(CODE).map(async ([path, text]) => ({ path, ...(await maya.storage.put(orgId, Buffer.from(text))) }))),
	);
	await db.drizzle.insert(training).values({
		...{ runId, orgId, projectId, files, maxRuntimeMs: 60_000, state: 'succeeded', modelName: 'arrival-delay', template: 'flights', threads: 2 },
		codeDigest: digestJson(files),
		lockDigest: 'd'.repeat(64),
		parameters: { trees: '150', seed: '7' },
		datasets: [{ datasetVersionId: version?.lineage.datasets[0]?.datasetVersionId ?? '', name: 'flights', version: 1, role: 'train' as const }],
	});
	await logMae(scene, runId, 12);
	return { versionId, runId };
}

/** A change of version 2, trained here, against version 1, whose other gates passed. */
export async function proposeTrained(scene: Scene): Promise<OpenedChange & { firstRunId: string }> {
	await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
	const { runId } = await trainedHere(scene, 2);
	const opened = await open(scene, 2);
	await passGates(scene, opened.id, 1);
	return { ...opened, firstRunId: runId };
}

/**
 * Ends the training again as its process does; the id of its run. It logs the version's own files, or with `model` those of a fixture's
 * model in other bytes.
 */
export async function finishAgain(
	scene: Scene,
	changeId: string,
	outcome: 'succeeded' | 'failed',
	{ model, mae }: { model?: string; mae?: number } = {},
): Promise<string> {
	const runId = await logAgain(scene, changeId, { model, mae });
	await advanceRun(scene.process, runId);
	await scene.db.sql`update attempt set state = ${outcome}, reason = 'The training ended with exit code 3.' where run_id = ${runId}`;
	await advanceRun(scene.process, runId);
	return runId;
}

/** Logs what the training again makes: files and a metric; the id of its run. */
export async function logAgain(scene: Scene, changeId: string, { model, mae }: { model?: string | undefined; mae?: number | undefined } = {}): Promise<string> {
	const { db, project, maya } = scene;
	const { id: orgId, projectId } = project;
	const [found] = await db.drizzle
		.select({ files: modelVersion.files, runId: reproduction.runId })
		.from(modelVersion)
		.innerJoin(reproduction, eq(reproduction.modelVersionId, modelVersion.id))
		.where(eq(reproduction.changeId, changeId))
		.orderBy(desc(reproduction.attempt));
	if (!found?.runId) throw new Error('nothing is trained again');
	for (const { path, ...blob } of found.files) {
		const bytes = model && path.endsWith('.onnx') ? Buffer.concat([await readFile(`${FIXTURES}${model}/${path}`), DOC_STRING]) : null;
		const stored = bytes ? await maya.storage.put(orgId, bytes) : blob;
		await db.drizzle.insert(artifact).values({ orgId, projectId, ownerId: found.runId, ownerKind: 'run', path, ...stored });
	}
	if (mae !== undefined) await logMae(scene, found.runId, mae);
	return found.runId;
}

async function logMae({ db }: Scene, runId: string, value: number): Promise<void> {
	await db.drizzle.insert(metricLatest).values({ runId, key: 'holdout_mae', step: 0, timestampMs: 0, value });
}
