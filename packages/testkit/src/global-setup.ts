import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { endProcess, findProcesses, startEmbeddedPostgres } from '@interlock/db/embedded';
import { migrateDatabase } from '@interlock/db';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { cacheDir, serverUrl, useTemporaryFolder } from './env.ts';
import './provided.ts';

/** One Postgres for the whole test run, with one migrated template database; and the place of one Temporal, which the first test that needs it starts. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
	const given = serverUrl();
	const { folder, removeFolder } = await makeTemporaryFolder();
	const dataDir = given ? null : await mkdtemp(join(folder, 'pg-'));
	const server = dataDir ? await startEmbeddedPostgres({ dataDir, cacheDir: cacheDir(), durable: false }) : null;
	const url = given ?? server?.url ?? '';
	await makeTemplate(url);
	project.provide('postgresUrl', url);
	const temporalDir = await mkdtemp(join(folder, 'temporal-'));
	project.provide('temporalDir', temporalDir);
	return async () => {
		await Promise.all([server?.stop(), endTemporal(temporalDir)]);
		await removeFolder();
	};
}

/** The temporary folder of this run and of all its workers, which inherit the environment: whatever a test leaves goes with it. */
async function makeTemporaryFolder(): Promise<{ folder: string; removeFolder(): Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'interlock-test-'));
	// The account that Postgres runs as must get through.
	await chmod(folder, 0o711);
	const undo = useTemporaryFolder(folder);
	return {
		folder,
		removeFolder: async () => {
			undo();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Ends the server that a test started on this folder, if one did. */
async function endTemporal(dir: string): Promise<void> {
	for (const { pid } of findProcesses(`--db-filename ${dir}`)) {
		await endProcess(pid, [
			{ signal: 'SIGTERM', graceMs: 3_000 },
			{ signal: 'SIGKILL', graceMs: 1_000 },
		]);
	}
}

async function makeTemplate(url: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	await sql.unsafe('drop database if exists interlock_template');
	await sql.unsafe('create database interlock_template');
	await sql.end();
	const template = new URL(url);
	template.pathname = '/interlock_template';
	await migrateDatabase(template.href);
}
