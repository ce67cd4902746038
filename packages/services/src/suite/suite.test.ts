import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { environment, policy } from '@interlock/db/tables';
import { defaultPolicy } from '@interlock/domain/policy';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { evaluateRevision } from '../change/index.ts';
import { makeScene, makeVersion, open, type Scene, serve, view } from '../change/test-fixture.ts';
import { listSuites, pushSuite } from './index.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db, { realData: true });
});

const CASES = [
	{
		kind: 'directional' as const,
		name: 'later departure, later arrival',
		rows: { holdout: 50 },
		change: { column: 'dep_delay', add: 15 },
		expect: 'not-lower' as const,
	},
	{ kind: 'minimum' as const, name: 'a short delay stays short', rows: [{ carrier: 'UA', dep_delay: 0, temp: 50, hour: 8 }], min: -60, max: 60 },
];
const push = (cases: typeof CASES, ctx = scene.dora) => pushSuite(ctx, { ...scene.place, name: 'arrivals', document: { v: 1, cases } });

async function askForSuite(rule: 'all' | 'newly-failing') {
	const document = defaultPolicy('production');
	const [env] = await db.drizzle.select().from(environment).where(eq(environment.name, 'production')).limit(1);
	if (!env) throw new Error('no environment');
	await db.drizzle
		.update(policy)
		.set({ document: { ...document, gates: { ...document.gates, behaviour: { suite: 'arrivals', rule } } } })
		.where(eq(policy.projectId, scene.project.projectId));
}

async function evaluated() {
	await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
	await makeVersion(scene, 'delay-v2', { version: 2 });
	const opened = await open(scene, 2);
	await evaluateRevision(scene.process, { changeId: opened.id, revision: 1 });
	return view(scene, opened.number);
}

describe('a behaviour suite', () => {
	it('is kept as versions by its digest; the same document makes no other one', async () => {
		const first = await push(CASES);
		expect(first).toMatchObject({ version: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
		expect(await push(CASES)).toEqual(first);
		expect(await push(CASES.slice(0, 1))).toMatchObject({ version: 2 });
		expect((await listSuites(scene.jonas, scene.place)).suites).toMatchObject([
			{ name: 'arrivals', version: 2, cases: 1, createdBy: 'dora' },
			{ name: 'arrivals', version: 1, cases: 2 },
		]);
		expect(await expectAuditEntry(db, scene.project.id, { action: 'suite.pushed', targetId: first.id })).toMatchObject({ after: { version: 1, cases: 2 } });
	});

	it('is refused from somebody who may not write data, and as a document that is none', async () => {
		await expect(push(CASES, scene.jonas)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'dataset:write', decision: 'denied' });
		await expect(pushSuite(scene.dora, { ...scene.place, name: 'arrivals', document: { v: 1, cases: [] } })).rejects.toThrow(
			'document.cases: must have at least 1 case',
		);
		await expect(listSuites((await makeScene(db)).maya, scene.place)).rejects.toMatchObject({ code: 'not-found' });
	});

	it('is tried on candidate and champion; newly failing cases are named with their figures, and its digest is kept', async () => {
		const { digest } = await push([...CASES, { ...CASES[1], name: 'answers like the champion', min: 20, max: 45 } as (typeof CASES)[1]]);
		await askForSuite('newly-failing');
		const { gates, comparison } = await evaluated();
		expect(comparison?.suite).toMatchObject({ suite: 'arrivals', version: 1, digest });
		const gate = gates.find((g) => g.gate === 'behaviour');
		expect(gate?.evidence).toMatchObject({ suite: 'arrivals', version: 1, digest, cases: 3, pushedBy: 'dora' });
		for (const result of comparison?.suite?.cases ?? [])
			expect(result).toMatchObject({ base: expect.any(String), head: expect.any(String), detail: expect.any(String) });
		const failing = comparison?.suite?.cases.filter((one) => one.base === 'passed' && one.head === 'failed').map((one) => one.case);
		expect(gate?.evidence.newlyFailing).toEqual(failing);
		expect(gate?.status).toBe(failing?.length ? 'failed' : 'passed');
		expect(failing).toContain('answers like the champion');
	});

	it('leaves the gate open where the policy names one that nobody pushed', async () => {
		await askForSuite('all');
		expect((await evaluated()).gates.find((g) => g.gate === 'behaviour')).toMatchObject({
			status: 'inconclusive',
			sentence: 'No behaviour suite named arrivals was pushed to this project.',
		});
	});
});
