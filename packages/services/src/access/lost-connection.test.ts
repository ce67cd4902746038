import type { Database } from '@interlock/db';
import { makeOrg, makeUser, testContext, testDatabase } from '@interlock/testkit';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test, vi } from 'vitest';
import { transact } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

test('a database that goes away in the middle of transactions fails them, not the process, and the next ones work', async () => {
	const ctx = await testContext(db, await makeUser(db, await makeOrg(db), []));
	for (let round = 0; round < 3; round++) {
		const open = Array.from({ length: 8 }, (_, i) =>
			transact(ctx, async (tx) => {
				await tx.execute(sql`select pg_sleep(${i % 2 === 0 ? 0 : 0.3})`);
				await new Promise((resolve) => setTimeout(resolve, 150));
				await tx.execute(sql`select 1`);
			}),
		);
		const ended = Promise.allSettled(open);
		await new Promise((resolve) => setTimeout(resolve, 100));
		await db.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.catch(() => {});
		expect((await ended).some((end) => end.status === 'rejected')).toBe(true);
	}
	// A connection of the pool may still have to notice.
	await vi.waitFor(async () => expect(await transact(ctx, (tx) => tx.execute(sql`select 1 as one`))).toMatchObject([{ one: 1 }]), 5_000);
});
