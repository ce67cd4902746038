import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The account that Postgres runs under when we are root (it refuses to run as root itself). */
export interface ServerAccount {
	uid: number;
	gid: number;
	name: string;
}

const NOBODY: ServerAccount = { uid: 65534, gid: 65534, name: 'nobody' };

/**
 * The account to run Postgres under, or null for our own. As root: the owner of a cluster that exists already, else `postgres`, else `nobody`.
 * Throws when an ordinary user meets somebody else's cluster.
 */
export function chooseServerAccount(clusterDir: string | null): ServerAccount | null {
	const own = process.getuid?.();
	const owner = clusterDir !== null && existsSync(clusterDir) ? statSync(clusterDir) : null;
	if (own !== 0) {
		if (owner !== null && own !== undefined && owner.uid !== own) {
			throw new Error(`${clusterDir} belongs to user ${owner.uid}: start as that user or as root`);
		}
		return null;
	}
	if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` };
	return accountNamed('postgres') ?? accountNamed('nobody') ?? NOBODY;
}

/** Whether an account may enter a folder: execute permission on it and on each parent, by mode bits. A missing folder counts as its parent. */
export function canEnter(folder: string, account: ServerAccount | null): boolean {
	if (account === null) return true;
	for (let path = resolve(folder); ; path = dirname(path)) {
		if (existsSync(path)) {
			const { mode, uid, gid } = statSync(path);
			const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
			if ((mode & bit) === 0) return false;
		}
		if (path === dirname(path)) return true;
	}
}

/** Makes a folder with its parents; those that are new may be entered, but not listed, by other accounts, whatever the umask. */
export function makeEnterable(folder: string): void {
	const first = mkdirSync(folder, { recursive: true });
	if (first === undefined) return;
	for (let path = resolve(folder); path.length >= first.length; path = dirname(path)) chmodSync(path, 0o711);
}

/** The first of the folders that exists or can be made, and that the account may enter; null when there is none. */
export function firstEnterable(folders: readonly string[], account: ServerAccount | null): string | null {
	for (const folder of folders) {
		try {
			makeEnterable(folder);
		} catch {
			continue;
		}
		if (canEnter(folder, account)) return folder;
	}
	return null;
}

function accountNamed(name: string): ServerAccount | null {
	const passwd = join('/etc', 'passwd');
	if (!existsSync(passwd)) return null;
	const line = readFileSync(passwd, 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith(`${name}:`));
	const [, , uid, gid] = line?.split(':') ?? [];
	return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid), name };
}
