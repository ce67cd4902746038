import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, describe, expect, test } from 'vitest';
import { commandLineOf, defaultCacheFolder, type EmbeddedPostgres, freePort, startEmbeddedPostgres } from './index.ts';

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];

async function start(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
	const server = await startEmbeddedPostgres({ dataDir, cacheDir: defaultCacheFolder(), durable: false, port });
	servers.push(server);
	return server;
}

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'interlock-pg-test-'));
	folders.push(folder);
	return folder;
}

async function query<T>(url: string, text: string): Promise<T | undefined> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		const [row] = await sql.unsafe(text);
		return row as T | undefined;
	} finally {
		await sql.end();
	}
}

afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('embedded Postgres', () => {
	test('keeps its rows and its port over a stop and over a kill -9, and sorts by code point', async () => {
		const folder = newFolder();
		const first = await start(folder);
		await query(first.url, `create table kept as select * from (values ('a'), ('B'), ('ä')) as t(name)`);
		await first.stop();
		const second = await start(folder);
		expect(second).toMatchObject({ port: first.port, adopted: false });
		process.kill(second.pid, 'SIGKILL');
		expect(await second.exited).toEqual({ code: null, signal: 'SIGKILL' });
		const third = await start(folder, second.port);
		expect(third.port).toBe(first.port);
		expect(await query(third.url, `select string_agg(name, '' order by name) as names from kept`)).toEqual({ names: 'Baä' });
	});

	test('a launcher that finds a living server takes it over instead of starting a second one', async () => {
		const folder = newFolder();
		const first = await start(folder);
		const second = await start(folder);
		expect(second).toMatchObject({ adopted: true, pid: first.pid, url: first.url });
		await second.stop();
		expect(commandLineOf(first.pid)).toBeNull();
		await first.exited;
	});

	test('refuses a wrong password, and the file that holds the right one is readable by its owner only', async () => {
		const folder = newFolder();
		const { url, port } = await start(folder);
		await expect(query(`postgres://interlock:wrong@127.0.0.1:${port}/interlock`, 'select 1')).rejects.toThrow('password authentication failed');
		const file = join(folder, 'server.json');
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(url).toContain((JSON.parse(readFileSync(file, 'utf8')) as { password: string }).password);
	});

	test('says in one line that a fixed port is taken', async () => {
		const blocker = createServer();
		const port = await freePort();
		await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve));
		await expect(start(newFolder(), port)).rejects.toThrow(/^Postgres did not start: FATAL: {2}could not create any TCP\/IP sockets/);
		blocker.close();
	});
});
