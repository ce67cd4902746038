import { type Database, inTransaction } from '@interlock/db';
import { testDatabase } from '@interlock/testkit';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { enqueueCommand, onceByStep } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an effect by its step key', () => {
	test('happens once for 10 at the same time, and all get its result', async () => {
		const key = `test/${uuidv7()}/weight/1`;
		let effects = 0;
		const results = await Promise.all(
			Array.from({ length: 10 }, () =>
				inTransaction(db, (tx) =>
					onceByStep(tx, key, async () => {
						effects += 1;
						await pause(30);
						return { routeSeq: effects };
					}),
				),
			),
		);
		expect(effects).toBe(1);
		expect(results).toEqual(Array.from({ length: 10 }, () => ({ routeSeq: 1 })));
	});

	test('that failed has not happened: the next one does it', async () => {
		const key = `test/${uuidv7()}/evaluate`;
		const failing = inTransaction(db, (tx) => onceByStep(tx, key, () => Promise.reject(new Error('crashed'))));
		await expect(failing).rejects.toThrow('crashed');
		expect(await inTransaction(db, (tx) => onceByStep(tx, key, async () => 'done'))).toBe('done');
	});

	test('of a transaction that is rolled back later has not happened, also for one that waited on it', async () => {
		const key = `test/${uuidv7()}/evaluate`;
		const first = inTransaction(db, async (tx) => {
			await onceByStep(tx, key, async () => 'first');
			await pause(60);
			throw new Error('killed before commit');
		});
		await pause(20);
		const second = inTransaction(db, (tx) => onceByStep(tx, key, async () => 'second'));
		await expect(first).rejects.toThrow('killed');
		expect(await second).toBe('second');
	});

	test('with nothing to say is remembered too', async () => {
		const key = `test/${uuidv7()}/ring`;
		let effects = 0;
		for (let i = 0; i < 2; i++) {
			await inTransaction(db, (tx) =>
				onceByStep(tx, key, async () => {
					effects += 1;
				}),
			);
		}
		expect(effects).toBe(1);
	});
});

describe('commands to processes', () => {
	test('leave with their transaction, or not at all', async () => {
		const id = uuidv7();
		const command = { kind: 'start' as const, process: 'run' as const, workflowId: `run/${id}`, args: { runId: id } };
		const failing = inTransaction(db, async (tx) => {
			await enqueueCommand(tx, command);
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		await inTransaction(db, (tx) => enqueueCommand(tx, command));
		await inTransaction(db, (tx) => enqueueCommand(tx, { kind: 'doorbell', process: 'run', workflowId: `run/${id}` }));
		const rows = await db.sql`select kind, args from process_command where workflow_id = ${`run/${id}`} order by id`;
		expect(rows.map((r) => ({ ...r }))).toEqual([
			{ kind: 'start', args: { runId: id } },
			{ kind: 'doorbell', args: null },
		]);
	});
});
