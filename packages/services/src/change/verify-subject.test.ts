import { writeFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { modelVersion, revision, rollout, training } from '@interlock/db/tables';
import type { EvaluationRecord, Manifest } from '@interlock/domain/change';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { updatePolicy } from '../policy/index.ts';
import { evaluateRevision, type OpenedChange, reviewChange } from './index.ts';
import { makeScene, makeVersion, open, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
let opened: OpenedChange;
beforeAll(async () => {
	db = await testDatabase();
});

/** A change of a trained version with real data and a real evaluation, approved by one of the two people it needs. */
beforeEach(async () => {
	scene = await makeScene(db, { realData: true });
	await needApprovals(scene, 2);
	await serve(scene, await makeVersion(scene, 'delay-v2', { version: 1 }));
	const head = await makeVersion(scene, 'delay-v1', { version: 2 });
	await trainedFrom(head);
	opened = await open(scene, 2);
	await evaluateRevision(scene.process, { changeId: opened.id, revision: 1 });
	expect((await approve(scene.jonas)).state).toBe('in-review');
});

const approve = (who = scene.lee) => reviewChange(who, { ...scene.place, number: opened.number, verdict: 'approve', body: '', digest: opened.digest });

async function needApprovals({ root, place }: Scene, count: number): Promise<void> {
	const { defaultPolicy } = await import('@interlock/domain/policy');
	const document = { ...defaultPolicy('production'), require: [{ name: 'review', count, from: ['role:reviewer' as const] }] };
	await updatePolicy(root, { ...place, environment: 'production', baseVersion: 1, document });
}

async function trainedFrom(versionId: string): Promise<void> {
	const [row] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.id, versionId));
	const code = await scene.maya.storage.put(scene.project.id, Buffer.from('print("training")'));
	await db.drizzle.insert(training).values({
		runId: row?.runId ?? '',
		orgId: scene.project.id,
		projectId: scene.project.projectId,
		template: 'flights',
		codeDigest: 'c'.repeat(64),
		lockDigest: 'd'.repeat(64),
		files: [{ path: 'train.py', ...code }],
		parameters: {},
		datasets: [],
		maxRuntimeMs: 1,
		state: 'succeeded',
	});
}

/** Flips one bit of one stored byte. */
async function flip(sha256: string | null | undefined): Promise<void> {
	const path = await scene.maya.storage.path(scene.project.id, sha256 ?? '');
	const bytes = await scene.maya.storage.read(scene.project.id, sha256 ?? '');
	bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
	await writeFile(path, bytes);
}

const manifest = async (): Promise<Manifest> => (await view(scene, opened.number)).revision.manifest;

async function record(): Promise<EvaluationRecord> {
	const [row] = await db.drizzle.select().from(revision).where(eq(revision.changeId, opened.id));
	return row?.evaluationRecord as EvaluationRecord;
}

const FLIPS: [string, () => Promise<unknown>, RegExp][] = [
	['the artifact', async () => flip((await manifest()).model.files.find((file) => file.path === 'model.onnx')?.sha256), /model\.onnx has sha256/],
	['the dataset', async () => flip((await manifest()).datasets[0]?.sha256), /^The dataset flights version 1 has sha256/],
	['the code archive', async () => flip((await manifest()).code.files[0]?.sha256), /^The code archive of arrival-delay: train\.py has sha256/],
	[
		'the policy',
		async () => db.sql`update policy set document = jsonb_set(document, '{gates,nonInferiorityMargin}', '0.03') where version = 2`,
		/names: the policy changed/,
	],
	['the evaluation data', async () => flip((await record()).data.sha256), /^The evaluation data flights version 2 has sha256/],
	['the evaluation file', async () => flip((await record()).predictions?.sha256), /^The evaluation file of revision 1 \(raw predictions\) has sha256/],
];

describe('R3: what was approved is recomputed from stored bytes when the rollout starts', () => {
	it.each(FLIPS)('one flipped byte of %s refuses the rollout, says which, and leaves a denied entry', async (_part, change, sentence) => {
		await change();
		await expect(approve()).rejects.toMatchObject({ code: 'forbidden', message: sentence });
		expect(await db.drizzle.select().from(rollout).where(eq(rollout.changeId, opened.id))).toEqual([]);
		await expectAuditEntry(db, scene.project.id, { action: 'change.approved', decision: 'denied', targetId: opened.id, reason: sentence });
	});

	it('a comparison or a record that was rewritten refuses it as well', async () => {
		await db.sql`update revision set comparison = jsonb_set(comparison, '{rowsScored}', '999') where change_id = ${opened.id}`;
		await expect(approve()).rejects.toMatchObject({ message: /^The comparison of revision 1 has the digest/ });
		await db.sql`update revision set evaluation_record = jsonb_set(evaluation_record, '{number}', '7') where change_id = ${opened.id}`;
		await expect(approve()).rejects.toMatchObject({ message: /^The evaluation record of revision 1 has the digest/ });
	});

	it('bytes that are untouched roll out', async () => {
		expect((await approve()).state).toBe('approved');
	});
});

describe('R1: the manifest', () => {
	it('names every file, the code archive, the datasets by their bytes, environment, plan and policy, and nothing that moves', async () => {
		const named = await manifest();
		expect(named.model.files.map((file) => file.path)).toEqual([...named.model.files.map((file) => file.path)].sort());
		expect(named).toMatchObject({
			v: 2,
			code: { template: 'flights', files: [{ path: 'train.py', sizeBytes: 17 }] },
			environment: { lockDigest: 'd'.repeat(64) },
			datasets: [{ name: 'flights', version: 1, role: 'train', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
			target: { endpoint: 'arrival-delay', environment: 'production' },
			rollout: { plan: { steps: expect.any(Array) }, rollBackTo: 'champion-at-start' },
			policy: { version: 2 },
		});
		expect(await record()).toMatchObject({ v: 1, number: 1, data: { name: 'flights', version: 2 }, predictions: { rows: 240 } });
	});
});
