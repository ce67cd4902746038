import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { datasetVersion } from '@interlock/db/tables';
import { testDatabase } from '@interlock/testkit';
import { makeScene, pushMonth, type Scene } from '../change/test-fixture.ts';
import { findLeakage } from './find-leakage.ts';

const CONFIG = { keyColumn: 'flight_id', eventTimeColumn: 'day' };
const INPUTS = ['carrier', 'dep_delay', 'temp', 'hour'];

describe('finding held-out rows among training rows', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await makeScene(await testDatabase(), { realData: true });
		await pushMonth(scene.dora, scene.place, 3);
	});
	const version = async (number: number) => {
		const rows = await scene.db.drizzle.select().from(datasetVersion).where(eq(datasetVersion.projectId, scene.project.projectId));
		const row = rows.find((one) => one.version === number);
		if (!row) throw new Error(`no version ${number}`);
		return row;
	};

	it('finds nothing between months, and says how many rows it looked at', async () => {
		expect(await findLeakage(scene.process, await version(3), [await version(1), await version(2)], CONFIG, INPUTS)).toEqual({
			holdoutRows: 240,
			trainRows: 480,
			rows: { columns: 4, shared: 0, examples: [] },
			keys: { column: 'flight_id', shared: 0, examples: [] },
			times: { column: 'day', shared: 0, examples: [], lastTrained: '2013-02-20', firstHeldOut: '2013-03-01' },
		});
	});

	it('finds every row of a month that was trained on: by its columns, its key and its time', async () => {
		const report = await findLeakage(scene.process, await version(2), [await version(1), await version(2)], CONFIG, INPUTS);
		expect(report).toMatchObject({
			rows: { shared: 240 },
			keys: { shared: 240, examples: expect.arrayContaining(['flight_id f2-0']) },
			times: { shared: 240 },
		});
	});

	it('finds rows that are earlier than training, though they are new', async () => {
		const report = await findLeakage(scene.process, await version(1), [await version(2)], CONFIG, INPUTS);
		expect(report).toMatchObject({ rows: { shared: 0 }, keys: { shared: 0 }, times: { shared: 240, lastTrained: '2013-02-20' } });
	});

	it('says nothing of columns that a side lacks, nor without stored training data', async () => {
		const elsewhere = { keyColumn: 'ticket', eventTimeColumn: 'minute' };
		expect(await findLeakage(scene.process, await version(2), [await version(1)], elsewhere, INPUTS)).toMatchObject({ keys: null, times: null });
		expect(await findLeakage(scene.process, await version(2), [], CONFIG, INPUTS)).toBeNull();
	});
});
