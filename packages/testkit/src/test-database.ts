import { randomUUID } from 'node:crypto';
import { connectDatabase, type Database } from '@interlock/db';
import postgres from 'postgres';
import { afterAll, inject } from 'vitest';
import { serverUrl } from './env.ts';
import './provided.ts';

/** A database of its own for this test file, cloned from the migrated template and dropped afterwards. Call it at the top of a `describe` or `beforeAll`. */
export async function testDatabase(): Promise<Database> {
	return (await testDatabaseWithUrl()).db;
}

export async function testDatabaseWithUrl(): Promise<{ db: Database; url: string }> {
	const server = inject('postgresUrl') ?? serverUrl();
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	await run(server, `create database ${name} template interlock_template`);
	const url = new URL(server);
	url.pathname = `/${name}`;
	const db = await connectDatabase(url.href, { max: 12, name });
	afterAll(async () => {
		await db.close();
		await run(server, `drop database ${name} with (force)`);
	});
	return { db, url: url.href };
}

async function run(server: string, statement: string): Promise<void> {
	const sql = postgres(server, { max: 1, onnotice: () => {} });
	try {
		// Cloning needs the template to be idle; files that start at once take turns.
		await sql`select pg_advisory_lock(727100)`;
		await sql.unsafe(statement);
	} finally {
		await sql.end();
	}
}
