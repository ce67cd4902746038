import { type Database, inTransaction } from '@interlock/db';
import { testDatabase } from '@interlock/testkit';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventsAfter, type NumberedEvent, numberEvents, publishEvent } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

const orgId = uuidv7();

function publish(channel: string, n: number, wait = 0): Promise<void> {
	return inTransaction(db, async (tx) => {
		await publishEvent(tx, { orgId, projectId: null, channel, type: 'thing.happened', data: { n } });
		if (wait > 0) await tx.execute(`select pg_sleep(${wait / 1000})`);
	});
}

async function numbersOf(channel: string): Promise<number[]> {
	const { events } = await eventsAfter(db, channel, 0);
	return events.map((e) => e.seq);
}

function upTo(n: number): number[] {
	return Array.from({ length: n }, (_, i) => i + 1);
}

describe('numbering events', () => {
	test('20 transactions at once that end in any order, numbered by two sequencers at work: no gap, no double, each handed out once', async () => {
		const channels = ['run', 'project', 'org'].map((kind) => `${kind}/${uuidv7()}`);
		let writing = true;
		const handedOut: NumberedEvent[] = [];
		const writers = Promise.all(
			Array.from({ length: 20 }, async (_, w) => {
				for (let i = 0; i < 6; i++) await publish(channels[(w + i) % 3] ?? '', w * 10 + i, (w * 7 + i * 3) % 25);
			}),
		).finally(() => {
			writing = false;
		});
		const sequencers = [1, 2].map(async () => {
			while (writing) handedOut.push(...(await numberEvents(db, 9)));
		});
		await Promise.all([writers, ...sequencers]);
		for (let left = await numberEvents(db); left.length > 0; left = await numberEvents(db)) handedOut.push(...left);
		for (const channel of channels) {
			expect(await numbersOf(channel)).toEqual(upTo(40));
			const seen = handedOut.filter((e) => e.channel === channel).map((e) => e.seq);
			expect(seen.toSorted((a, b) => a - b)).toEqual(upTo(40));
		}
	});

	test('a transaction that rolls back leaves no gap', async () => {
		const channel = `run/${uuidv7()}`;
		await publish(channel, 1);
		const failing = inTransaction(db, async (tx) => {
			await publishEvent(tx, { orgId, projectId: null, channel, type: 'thing.happened' });
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		await publish(channel, 2);
		await numberEvents(db);
		expect(await numbersOf(channel)).toEqual([1, 2]);
	});

	test('events of one writer keep their order', async () => {
		const channel = `run/${uuidv7()}`;
		for (let n = 1; n <= 12; n++) await publish(channel, n);
		await numberEvents(db);
		const { events, lastSeq } = await eventsAfter(db, channel, 0);
		expect(events.map((e) => e.data.n)).toEqual(upTo(12));
		expect(lastSeq).toBe(12);
	});

	test('who names the last number it saw gets exactly the rest', async () => {
		const channel = `run/${uuidv7()}`;
		for (let n = 1; n <= 5; n++) await publish(channel, n);
		await numberEvents(db);
		expect((await eventsAfter(db, channel, 3)).events.map((e) => e.seq)).toEqual([4, 5]);
		expect(await eventsAfter(db, channel, 5)).toEqual({ events: [], lastSeq: 5 });
		expect(await eventsAfter(db, `run/${uuidv7()}`, 0)).toEqual({ events: [], lastSeq: 0 });
	});
});
