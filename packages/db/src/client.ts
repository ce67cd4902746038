import { sql as drizzleSql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';

type Drizzle = PostgresJsDatabase<Record<string, never>>;
/** A transaction: what a verb reads and writes through. */
export type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

/** postgres.js itself, or a transaction of it. */
export type Sql = postgres.ISql;

export interface Database {
	drizzle: Drizzle;
	/** postgres.js itself, for LISTEN and statements of the owner's role: sealing, numbering, sending. */
	sql: postgres.Sql;
	/** Whether transactions can run under the non-owner role `interlock_app`. */
	appRole: boolean;
	close(): Promise<void>;
}

const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), '../migrations');

/** Opens a pool. Throws when the server can't be reached. `max`: connections in the pool. */
export async function connectDatabase(url: string, options: { max?: number; name?: string } = {}): Promise<Database> {
	const open = (max: number) => postgres(url, { max, onnotice: () => {}, connection: { application_name: options.name ?? 'interlock' }, connect_timeout: 10 });
	// Two clients: Drizzle takes over the date and JSON parsers of the one it is given.
	const pooled = open(options.max ?? 10);
	const sql = open(Math.max(2, Math.floor((options.max ?? 10) / 2)));
	const [role] = await sql<
		{ ok: boolean }[]
	>`select coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = 'interlock_app'), false) as ok`;
	const close = async () => {
		await Promise.all([pooled.end({ timeout: 5 }), sql.end({ timeout: 5 })]);
	};
	return { drizzle: drizzle({ client: pooled }), sql, appRole: role?.ok ?? false, close };
}

/** Brings the schema up to date; safe to call at each start, one migrator at a time. */
export async function migrateDatabase(url: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		await sql`select pg_advisory_lock(727001)`;
		await migrate(drizzle({ client: sql }), { migrationsFolder: MIGRATIONS });
	} finally {
		await sql.end({ timeout: 5 });
	}
}

/** One transaction under the application's role. */
export async function inTransaction<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
	return database.drizzle.transaction(async (tx) => {
		if (database.appRole) await tx.execute(drizzleSql.raw('set local role interlock_app'));
		return work(tx);
	});
}
