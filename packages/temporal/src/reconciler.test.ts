import type { Database } from '@interlock/db';
import { testDatabase, testTemporal, type TestTemporal } from '@interlock/testkit';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTemporalClient, reconcile, startReconciler } from './index.ts';
import { makeOpenRows } from './test-rows.ts';

let db: Database;
let client: Client;
let place: TestTemporal;
let open: Awaited<ReturnType<typeof makeOpenRows>>;
beforeAll(async () => {
	[db, place] = await Promise.all([testDatabase(), testTemporal()]);
	client = createTemporalClient(place);
	open = await makeOpenRows(db);
}, 120_000);
afterAll(() => client.connection.close());

const runIdOf = async (workflowId: string, of = client) => (await of.workflow.getHandle(workflowId).describe()).runId;

describe('reconciling', () => {
	test('starts the process of every open row that has none, and leaves those alone that run', async () => {
		expect((await reconcile(db, client)).sort()).toEqual(Object.values(open).sort());
		const runs = await Promise.all(Object.values(open).map((id) => runIdOf(id)));
		expect(await reconcile(db, client)).toEqual([]);
		expect(await Promise.all(Object.values(open).map((id) => runIdOf(id)))).toEqual(runs);
	});

	test('starts again what was terminated', async () => {
		await client.workflow.getHandle(open.rollout).terminate('a test');
		expect(await reconcile(db, client)).toEqual([open.rollout]);
	});

	test('with an empty Temporal everything open goes on from its row, with the ids it had', async () => {
		const empty = createTemporalClient(await testTemporal());
		expect((await reconcile(db, empty)).sort()).toEqual(Object.values(open).sort());
		const handle = empty.workflow.getHandle(open.run);
		const { events } = await handle.fetchHistory();
		const payload = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
		expect(JSON.parse(Buffer.from(payload ?? []).toString('utf8'))).toEqual({ runId: open.run.split('/')[1] });
		await empty.connection.close();
	});

	test('what has ended is not started, whatever Temporal knows of it', async () => {
		await db.sql`update training set state = 'succeeded' where run_id = ${open.run.split('/')[1] ?? ''}`;
		await db.sql`update change set state = 'closed'`;
		const empty = createTemporalClient(await testTemporal());
		expect((await reconcile(db, empty)).sort()).toEqual([open.retrain, open.rollout].sort());
		await empty.connection.close();
	});

	test('a change that was applied goes on while what it waived is still trained again', async () => {
		const [changeId = ''] = open.change.split('/').slice(1);
		await db.sql`update change set state = 'applied' where id = ${changeId}`;
		await db.sql`insert into reproduction (org_id, project_id, change_id, revision, attempt, model_version_id, state)
			select org_id, project_id, id, 1, 1, endpoint_id, 'training' from change where id = ${changeId}`;
		const empty = createTemporalClient(await testTemporal());
		expect(await reconcile(db, empty)).toContain(open.change);
		await empty.workflow.getHandle(open.change).terminate('a test');
		await db.sql`update reproduction set state = 'ended' where change_id = ${changeId}`;
		expect(await reconcile(db, empty)).not.toContain(open.change);
		await empty.connection.close();
	});

	test('while Temporal is away it says so and tries again', async () => {
		const away = createTemporalClient({ address: '127.0.0.1:9', namespace: 'default' });
		const said: string[] = [];
		const stop = startReconciler(db, away, { info: () => {}, warn: (_data, message) => said.push(message) }, 100);
		const untilMs = Date.now() + 25_000;
		while (said.length === 0 && Date.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 50));
		stop();
		expect(said[0]).toBe('reconciling failed; trying again');
		await away.connection.close();
	});
});
