import { connectDatabase, type Database } from '@interlock/db';
import { readEnv } from '../env.ts';

let database: Promise<Database> | null = null;

/** One small pool for signing in, opened by its first use; opened again when that failed. Everything else goes through the API. */
export function authDatabase(): Promise<Database> {
	database ??= connectDatabase(readEnv().databaseUrl, { max: 4, name: 'interlock web' }).catch((error: unknown) => {
		database = null;
		throw error;
	});
	return database;
}
