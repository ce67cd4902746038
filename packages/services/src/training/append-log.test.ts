import type { Database } from '@interlock/db';
import { testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appendLog } from './index.ts';
import { emptyQueue, leased, makeTrainingWorld, type TrainingWorld } from './test-fixture.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(() => emptyQueue(db));

describe('logs of a training', () => {
	test('the same piece again does nothing, and each piece is pushed once', async () => {
		const w = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w);
		const piece = (offset: number, text: string) => appendLog(w.agent, attempt.id, { leaseToken: attempt.leaseToken, stream: 'stdout' as const, offset, text });
		await Promise.all([piece(0, 'one\n'), piece(0, 'one\n'), piece(4, 'two\n'), piece(0, 'one\n')]);
		const rows = await db.sql`select text from run_log where run_id = ${run.id} order by "offset"`;
		expect(rows.map((r) => r.text)).toEqual(['one\n', 'two\n']);
		expect(await db.sql`select 1 from event where channel = ${`run/${run.id}`} and type = 'run.logs'`).toHaveLength(2);
	});

	test('bytes that a text column can not hold are shown as such, and lose no line', async () => {
		const w: TrainingWorld = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w);
		await appendLog(w.agent, attempt.id, { leaseToken: attempt.leaseToken, stream: 'stderr', offset: 0, text: 'a\0b\n' });
		const [row] = await db.sql`select text from run_log where run_id = ${run.id}`;
		expect(row?.text).toBe('a\ufffdb\n');
	});
});
