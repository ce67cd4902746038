import { homedir } from 'node:os';
import { join } from 'node:path';

/** A server to test against instead of the embedded one. */
export function serverUrl(): string | undefined {
	return process.env.INTERLOCK_TEST_DATABASE_URL;
}

/** Where binaries and environments are kept between runs. */
export function cacheDir(): string {
	return process.env.INTERLOCK_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'interlock');
}
