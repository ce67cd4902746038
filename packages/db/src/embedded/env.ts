import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Folder for binaries, wheels and training environments, shared by clones and tests: INTERLOCK_CACHE, else the user's cache folder.
 * Root's home is closed to the accounts that Postgres and trainings run under, so root's default is the system's cache folder.
 */
export function defaultCacheFolder(): string {
	const { INTERLOCK_CACHE, XDG_CACHE_HOME } = process.env;
	if (INTERLOCK_CACHE) return INTERLOCK_CACHE;
	if (process.getuid?.() === 0) return '/var/cache/interlock';
	if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'interlock');
	return process.platform === 'darwin' ? join(homedir(), 'Library/Caches/interlock') : join(homedir(), '.cache/interlock');
}
