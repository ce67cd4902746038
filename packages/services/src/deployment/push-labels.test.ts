import { eq } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { dirtyWindow, label } from '@interlock/db/tables';
import { as, expectAuditEntry, makeToken, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pushLabels } from './push-labels.ts';
import { ingest, makeServed, makeVersion, predictionOf, type Served } from './test-fixture.ts';

let db: Database;
let served: Served;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	served = await makeServed(db);
	const v1 = await makeVersion(served, 1);
	await ingest(
		served,
		['a', 'b'].map((id) => predictionOf(served, { id: `${id}/0`, modelVersionId: v1, eventTimeMs: Date.parse('2013-04-10T12:00:00Z') })),
	);
	await db.sql`delete from dirty_window`;
});

const push = (labels: { id: string; value: number }[], ctx = served.person) => pushLabels(ctx, { ...served.at, labels });
const rows = () => db.drizzle.select().from(label).where(eq(label.endpointId, served.endpointId)).orderBy(label.predictionId, label.correction);

describe('pushLabels', () => {
	it('stores labels sent twice once, and marks their window for the monitor', async () => {
		const labels = [
			{ id: 'a/0', value: 3 },
			{ id: 'b/0', value: -2 },
		];
		expect(await push(labels)).toEqual({ stored: 2, corrections: 0, known: 0 });
		expect(await push(labels)).toEqual({ stored: 0, corrections: 0, known: 2 });
		expect(await rows()).toMatchObject([
			{ predictionId: 'a/0', value: 3, correction: 0 },
			{ predictionId: 'b/0', value: -2, correction: 0 },
		]);
		expect(await db.drizzle.select().from(dirtyWindow).where(eq(dirtyWindow.endpointId, served.endpointId))).toMatchObject([{ window: '2013-04' }]);
		await expectAuditEntry(db, served.place.id, { action: 'endpoint.labelled', targetId: served.endpointId });
	});

	it('keeps a correction as a new row beside the old value', async () => {
		await push([{ id: 'a/0', value: 3 }]);
		expect(await push([{ id: 'a/0', value: 4 }])).toEqual({ stored: 1, corrections: 1, known: 0 });
		expect(await push([{ id: 'a/0', value: 4 }])).toEqual({ stored: 0, corrections: 0, known: 1 });
		expect((await rows()).map((r) => [r.correction, r.value])).toEqual([
			[0, 3],
			[1, 4],
		]);
	});

	it('stores nothing when one id is unknown, and lists it', async () => {
		await expect(
			push([
				{ id: 'a/0', value: 3 },
				{ id: 'zz/0', value: 1 },
				{ id: 'yy/7', value: 1 },
			]),
		).rejects.toMatchObject({
			code: 'invalid',
			message: 'labels: 2 ids are not predictions of this endpoint: yy/7, zz/0',
			detail: { value: ['yy/7', 'zz/0'] },
		});
		expect(await rows()).toEqual([]);
	});

	it('refuses NaN, one prediction given two values, and control characters, naming the field', async () => {
		await expect(push([{ id: 'a/0', value: Number.NaN }])).rejects.toMatchObject({ code: 'invalid', detail: { field: 'labels[0].value' } });
		await expect(
			push([
				{ id: 'a/0', value: 1 },
				{ id: 'a/0', value: 2 },
			]),
		).rejects.toMatchObject({ code: 'invalid', detail: { value: 'a/0' } });
		await expect(push([{ id: 'a\u0000', value: 1 }])).rejects.toMatchObject({ code: 'invalid', detail: { field: 'labels[0].id' } });
	});

	it('refuses a viewer, a token without the scope, and answers another tenant like an unknown project', async () => {
		const viewer = await makeUser(db, served.place, ['viewer']);
		await expect(push([{ id: 'a/0', value: 1 }], as(served.person, viewer))).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, served.place.id, { action: 'endpoint:label', decision: 'denied' });
		await expect(push([{ id: 'a/0', value: 1 }], as(served.person, makeToken(served.deployer, served.place, ['endpoint:read'])))).rejects.toMatchObject({
			code: 'forbidden',
		});
		const other = await makeServed(db);
		await expect(push([{ id: 'a/0', value: 1 }], other.person)).rejects.toMatchObject({ code: 'not-found' });
	});
});
