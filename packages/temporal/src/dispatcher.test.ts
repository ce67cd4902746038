import type { ProcessCommand } from '@interlock/contracts/process';
import type { Database } from '@interlock/db';
import { freePort } from '@interlock/db/embedded';
import { processCommand } from '@interlock/db/tables';
import { cacheDir, temporaryFolder, testDatabase, testTemporal, type TestTemporal } from '@interlock/testkit';
import type { Client } from '@temporalio/client';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedTemporal, ensureTemporalBinary, startEmbeddedTemporal } from './embedded/index.ts';
import { createTemporalClient, startDispatcher } from './index.ts';
import { sendCommand } from './send-command.ts';

const QUIET = { info: () => {}, warn: () => {} };
let db: Database;
let place: TestTemporal;
let client: Client;
beforeAll(async () => {
	[db, place] = await Promise.all([testDatabase(), testTemporal()]);
	client = createTemporalClient(place);
}, 120_000);
afterAll(() => client.connection.close());
beforeEach(() => db.sql`delete from process_command`);

const newRun = (): ProcessCommand => {
	const runId = uuidv7();
	return { kind: 'start', process: 'run', workflowId: `run/${runId}`, args: { runId } };
};

async function enqueue(...commands: ProcessCommand[]): Promise<void> {
	await db.drizzle
		.insert(processCommand)
		.values(commands.map((c) => ({ kind: c.kind, process: c.process, workflowId: c.workflowId, args: c.kind === 'start' ? c.args : null })));
}

const waiting = async () => (await db.sql<{ n: number }[]>`select count(*)::int as n from process_command`)[0]?.n ?? 0;

async function until(what: () => Promise<boolean>, withinMs = 10_000): Promise<number> {
	const startMs = Date.now();
	while (!(await what())) {
		if (Date.now() - startMs > withinMs) throw new Error('waited in vain');
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return Date.now() - startMs;
}

/** The first event of an execution and how many there are; null when there is no such process. */
async function execution(of: Client, workflowId: string): Promise<{ runId: string; status: string; signals: number } | null> {
	const handle = of.workflow.getHandle(workflowId);
	try {
		const { runId, status } = await handle.describe();
		const { events } = await handle.fetchHistory();
		return { runId, status: status.name, signals: (events ?? []).filter((e) => e.workflowExecutionSignaledEventAttributes).length };
	} catch {
		return null;
	}
}

describe('sending a command', () => {
	test('twice is sending once: one execution, found by its id and its kind', async () => {
		const command = newRun();
		await sendCommand(client, command);
		const first = await execution(client, command.workflowId);
		await sendCommand(client, command);
		expect(await execution(client, command.workflowId)).toEqual(first);
		expect(first?.status).toBe('RUNNING');
		await until(async () => (await client.workflow.count(`IlKind = 'run' and IlEntity = '${command.workflowId}'`)).count === 1);
	});

	test.each(['doorbell', 'cancel'] as const)('a %s for a process that is not there is success: it ended by the same rows', async (kind) => {
		await sendCommand(client, { kind, process: 'run', workflowId: `run/${uuidv7()}` });
	});
});

describe('the dispatcher', () => {
	test('sends what is committed within a moment, by the doorbell of the table, and deletes it', async () => {
		const stop = await startDispatcher(db, client, QUIET);
		const command = newRun();
		await enqueue(command, { kind: 'doorbell', process: 'run', workflowId: command.workflowId });
		expect(await until(async () => (await waiting()) === 0)).toBeLessThan(1_500);
		expect(await execution(client, command.workflowId)).toMatchObject({ status: 'RUNNING', signals: 1 });
		await stop();
	});

	test('three at once share 60 commands: each starts one process', async () => {
		const commands = Array.from({ length: 60 }, newRun);
		await enqueue(...commands);
		const stops = await Promise.all([1, 2, 3].map(() => startDispatcher(db, client, QUIET)));
		await until(async () => (await waiting()) === 0, 20_000);
		await Promise.all(stops.map((stop) => stop()));
		const found = await Promise.all(commands.map((c) => execution(client, c.workflowId)));
		expect(found.filter((f) => f?.status === 'RUNNING')).toHaveLength(60);
	});

	test('killed between sending and deleting it sends again, and there is still one process', async () => {
		const command = newRun();
		await enqueue(command);
		let sent = 0;
		// The database connection dies after Temporal took the command, before the row's deletion is committed.
		const dying = new Proxy(client, {
			get: (target, name) =>
				name === 'workflow'
					? {
							start: async (...args: Parameters<Client['workflow']['start']>) => {
								const handle = await target.workflow.start(...args);
								sent += 1;
								if (sent === 1)
									await db.sql`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`;
								return handle;
							},
						}
					: Reflect.get(target, name),
		});
		const stop = await startDispatcher(db, dying, QUIET);
		await until(async () => (await waiting()) === 0);
		await stop();
		expect(sent).toBe(2);
		expect((await client.workflow.getHandle(command.workflowId).describe()).status.name).toBe('RUNNING');
		await until(async () => (await client.workflow.count(`IlEntity = '${command.workflowId}'`)).count > 0);
		expect((await client.workflow.count(`IlEntity = '${command.workflowId}'`)).count).toBe(1);
	});

	test('a command that Temporal refuses waits longer each time and keeps nobody else waiting', async () => {
		const good = newRun();
		await enqueue({ ...newRun(), workflowId: 'x'.repeat(2_000) } as ProcessCommand, good);
		const stop = await startDispatcher(db, client, QUIET);
		await until(async () => (await waiting()) === 1);
		expect(await execution(client, good.workflowId)).not.toBeNull();
		await until(async () => {
			const [row] = await db.sql`select attempts, last_error from process_command`;
			return row?.attempts >= 2 && row?.last_error !== null;
		});
		await stop();
	});
});

describe('without Temporal', () => {
	test('commands queue, the dispatcher stops at once when told, and all are sent in order when it is back', async () => {
		const dir = await temporaryFolder();
		const port = await freePort();
		const away = createTemporalClient({ address: `127.0.0.1:${port}`, namespace: 'default' });
		const said: string[] = [];
		const stop = await startDispatcher(db, away, { info: () => {}, warn: (_data, message) => said.push(message) });
		const commands = Array.from({ length: 25 }, newRun);
		await enqueue(...commands);
		await until(async () => said.length > 0, 20_000);
		expect(said[0]).toMatch(/command not sent; again in 2 s/);
		expect(await waiting()).toBe(25);
		const server: EmbeddedTemporal = await startEmbeddedTemporal({ dir, binary: await ensureTemporalBinary({ cacheDir: cacheDir() }), port });
		try {
			await until(async () => (await waiting()) === 0, 30_000);
			for (const { workflowId } of commands) expect(await execution(away, workflowId)).toMatchObject({ status: 'RUNNING' });
		} finally {
			const startMs = Date.now();
			await stop();
			expect(Date.now() - startMs).toBeLessThan(6_000);
			await away.connection.close();
			await server.stop();
		}
	}, 90_000);
});
