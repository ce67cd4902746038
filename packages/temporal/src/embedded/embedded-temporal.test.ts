import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { commandLineOf, defaultCacheFolder, findProcesses } from '@interlock/db/embedded';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ensureTemporalBinary, type EmbeddedTemporal, prepareNamespace, SEARCH_ATTRIBUTES, startEmbeddedTemporal } from './index.ts';

const folders: string[] = [];
const servers: EmbeddedTemporal[] = [];
let binary = '';

beforeAll(async () => {
	binary = await ensureTemporalBinary({ cacheDir: defaultCacheFolder() });
}, 120_000);

afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'interlock-temporal-test-'));
	folders.push(folder);
	return folder;
}

async function start(dir: string): Promise<EmbeddedTemporal> {
	const server = await startEmbeddedTemporal({ dir, binary });
	servers.push(server);
	return server;
}

async function facts(server: EmbeddedTemporal, namespace: string): Promise<{ attributes: string[]; retentionHours: number }> {
	const connection = await Connection.connect({ address: server.address });
	try {
		const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
		const { config } = await connection.workflowService.describeNamespace({ namespace });
		const attributes = SEARCH_ATTRIBUTES.filter((name) => name in (customAttributes ?? {}));
		return { attributes, retentionHours: Number(config?.workflowExecutionRetentionTtl?.seconds) / 3600 };
	} finally {
		await connection.close();
	}
}

describe('embedded Temporal', () => {
	test('comes back after a kill -9 on its port, with namespaces, attributes and 30 days of retention', async () => {
		const dir = newFolder();
		const first = await start(dir);
		await prepareNamespace(first.address, 'another');
		process.kill(first.pid, 'SIGKILL');
		expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
		const second = await start(dir);
		expect(second).toMatchObject({ port: first.port, adopted: false });
		for (const namespace of ['default', 'another']) {
			expect(await facts(second, namespace)).toEqual({ attributes: [...SEARCH_ATTRIBUTES], retentionHours: 720 });
		}
	});

	test('two launchers at once on one folder end up with one server', async () => {
		const dir = newFolder();
		const [one, other] = await Promise.all([start(dir), start(dir)]);
		expect(one.pid).toBe(other.pid);
		expect([one.adopted, other.adopted].sort()).toEqual([false, true]);
		expect(findProcesses(`--db-filename ${dir}`)).toHaveLength(1);
	});

	test('replaces a living server that no longer answers', async () => {
		const dir = newFolder();
		const stuck = await start(dir);
		process.kill(stuck.pid, 'SIGSTOP');
		const fresh = await start(dir);
		expect(fresh.pid).not.toBe(stuck.pid);
		expect(commandLineOf(stuck.pid)).toBeNull();
	});
});
