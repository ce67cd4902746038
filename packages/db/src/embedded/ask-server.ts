import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { ClusterRecord } from './cluster.ts';

/** Connection URL of a database on a local cluster. */
export function urlOf({ user, password, port }: ClusterRecord, database: string): string {
	return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** Whether the server on the record's port answers and is the one of the record's folder; asks until then or until `unless` settles. */
export async function askServer(record: ClusterRecord, options: { untilMs: number; unless?: Promise<unknown> }): Promise<boolean> {
	let given = false;
	const giveUp = options.unless?.then(() => {
		given = true;
		return null;
	});
	while (!given) {
		const answer = dataDirectoryOf(urlOf(record, 'postgres'));
		const folder = await (giveUp ? Promise.race([answer, giveUp]) : answer);
		if (folder !== null) return folder === record.clusterDir;
		if (Date.now() > options.untilMs) return false;
		await sleep(40);
	}
	return false;
}

/** Makes a database unless it exists. */
export async function ensureDatabase(record: ClusterRecord, database: string): Promise<void> {
	const sql = connect(urlOf(record, 'postgres'));
	try {
		const [found] = await sql`select 1 from pg_database where datname = ${database}`;
		if (!found) await sql`create database ${sql(database)}`;
	} finally {
		await sql.end({ timeout: 1 });
	}
}

async function dataDirectoryOf(url: string): Promise<string | null> {
	const sql = connect(url);
	try {
		const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
		return row?.data_directory ?? null;
	} catch {
		return null;
	} finally {
		void sql.end({ timeout: 0 });
	}
}

function connect(url: string) {
	return postgres(url, { max: 1, connect_timeout: 3, onnotice: () => {}, fetch_types: false });
}
