import { inTransaction } from '@interlock/db';
import type { Database, Tx } from '@interlock/db';
import { change, gateResult, policy } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceContext } from '../access/index.ts';
import { saveGroup } from '../group/index.ts';
import { countersignWaiver, listChanges, reviewChange, waiveGate } from './index.ts';
import { readStandings } from './read-standing.ts';
import { makeScene, makeVersion, open, openReady, passGates, type Scene, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});

const listed = async (ctx: ServiceContext) => (await listChanges(ctx, { ...scene.place, state: 'all' })).changes;
const row = async (ctx: ServiceContext) => (await listed(ctx))[0];

describe('the list of changes', () => {
	it('counts a gate as waived from its countersignature to its end, as the change’s page does, and as what it was before and after', async () => {
		const { number, digest } = await openReady(scene);
		await db.drizzle.update(gateResult).set({ status: 'failed', sentence: 'It lost.' }).where(eq(gateResult.gate, 'non-inferiority'));
		const before = { passed: 3, waived: 0, failed: 1, inconclusive: 0, pending: 0 };
		expect((await row(scene.jonas))?.gates).toEqual(before);
		const at = { ...scene.place, number };
		const { id } = await waiveGate(scene.jonas, { ...at, gate: 'non-inferiority', reason: 'Read twice until then.', until: '2026-03-31', digest });
		expect((await row(scene.jonas))?.gates, 'a second person has to sign').toEqual(before);
		await countersignWaiver(scene.lee, { ...at, waiver: id });
		expect((await row(scene.jonas))?.gates).toEqual({ passed: 3, waived: 1, failed: 0, inconclusive: 0, pending: 0 });
		expect((await view(scene, number)).gates.map(({ status }) => status).sort()).toEqual(['passed', 'passed', 'passed', 'waived']);
		scene.clock.nowMs = Date.parse('2026-04-01T00:00:00Z');
		expect((await row(scene.jonas))?.gates).toEqual(before);
	});

	it('says that a change waits for the reader where their approval would help, under a newer policy too', async () => {
		const { number, digest } = await openReady(scene);
		expect([(await row(scene.jonas))?.waitsForYou, (await row(scene.lee))?.waitsForYou, (await row(scene.maya))?.waitsForYou]).toEqual([true, true, false]);
		await reviewAfterNewerPolicy(number, digest);
		expect((await row(scene.jonas))?.waitsForYou, 'his approval is given').toBe(false);
		expect((await row(scene.lee))?.waitsForYou, 'the newer policy asks her group').toBe(true);
		const kim = as(scene.jonas, await makeUser(db, scene.project, ['reviewer'], 'kim'));
		expect((await row(kim))?.waitsForYou, 'nothing asks for another reviewer').toBe(false);
		expect((await view(scene, number)).policy.decision.outcome).toBe('deny');
	});

	/** The newest policy asks a group beside, in which is lee; jonas approved what the bound one asks for. */
	async function reviewAfterNewerPolicy(number: number, digest: string): Promise<void> {
		await saveGroup(scene.root, { org: scene.place.org, name: 'model-risk', members: [personOf(scene.lee.actor) ?? ''] });
		const [bound] = await db.drizzle
			.select()
			.from(policy)
			.where(and(eq(policy.projectId, scene.project.projectId), eq(policy.environmentId, (await environmentOf()) ?? '')));
		if (!bound) throw new Error('no policy');
		const require = [
			{ name: 'review', count: 1, from: ['role:reviewer'] },
			{ name: 'risk', count: 1, from: ['group:model-risk'] },
		];
		const { orgId, projectId, environmentId } = bound;
		const document = { ...defaultPolicy('production'), require };
		await db.drizzle.insert(policy).values({ orgId, projectId, environmentId, version: 2, document, digest: 'd'.repeat(64), createdBy: 'root' });
		const voted = await reviewChange(scene.jonas, { ...scene.place, number, verdict: 'approve', body: '', digest });
		expect(voted).toMatchObject({ state: 'in-review', rolloutId: null });
	}

	async function environmentOf(): Promise<string | undefined> {
		const [found] = await db.sql<{ id: string }[]>`select environment_id as id from endpoint where id = ${scene.endpointId}`;
		return found?.id;
	}

	it('asks for as many rows at a time whether it holds one change or several', async () => {
		await openReady(scene);
		const one = await countQueries();
		for (const version of [3, 4, 5]) {
			await makeVersion(scene, 'delay-v1', { version });
			await passGates(scene, (await open(scene, version)).id, 1);
		}
		const several = await countQueries();
		expect(several.standings.map(({ waitsForViewer }) => waitsForViewer)).toEqual([true, true, true, true]);
		expect(several.queries).toBe(one.queries);
	});

	async function countQueries() {
		return inTransaction(db, async (tx) => {
			const rows = await tx.select().from(change).where(eq(change.projectId, scene.project.projectId));
			let queries = 0;
			const counting = new Proxy(tx, {
				get(target, key) {
					const found: unknown = Reflect.get(target, key);
					if (typeof found !== 'function') return found;
					if (/^(select|execute|\$count)/.test(String(key))) queries += 1;
					return found.bind(target);
				},
			}) as Tx;
			return { standings: await readStandings(counting, scene.jonas, rows), queries };
		});
	}

	it('is read a page at a time, newest first, with how many there are', async () => {
		await openReady(scene);
		await makeVersion(scene, 'delay-v1', { version: 3 });
		await open(scene, 3);
		const page = async (offset: number) => {
			const { changes, open: total } = await listChanges(scene.jonas, { ...scene.place, limit: 1, offset });
			return [total, ...changes.map(({ number }) => number)];
		};
		expect([await page(0), await page(1), await page(2)]).toEqual([[2, 2], [2, 1], [2]]);
		await expect(page(-1)).rejects.toMatchObject({ code: 'invalid', detail: { field: 'offset' } });
	});

	it('of another organization answers like that of an unknown project', async () => {
		const stranger = as(scene.jonas, await makeUser(db, await makeOrg(db), ['reviewer']));
		await expect(listed(stranger)).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:read', decision: 'denied' });
	});
});
