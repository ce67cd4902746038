import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { startEmbeddedPostgres } from '@interlock/db/embedded';
import { migrateDatabase } from '@interlock/db';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { cacheDir, serverUrl } from './env.ts';
import './provided.ts';

/** One Postgres for the whole test run, with one migrated template database. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
	const given = serverUrl();
	const dataDir = given ? null : await mkdtemp(join(tmpdir(), 'interlock-test-pg-'));
	const server = dataDir ? await startEmbeddedPostgres({ dataDir, cacheDir: cacheDir(), durable: false }) : null;
	const url = given ?? server?.url ?? '';
	await makeTemplate(url);
	project.provide('postgresUrl', url);
	return async () => {
		await server?.stop();
		if (dataDir) await rm(dataDir, { recursive: true, force: true });
	};
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
