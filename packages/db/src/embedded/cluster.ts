import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exitOf } from './process.ts';
import { type PostgresBinaries, SERVER_ENV } from './postgres-binaries.ts';
import { canEnter, chooseServerAccount, firstEnterable, type ServerAccount } from './server-account.ts';

/** What is remembered about a cluster between starts; holds the password, so its file is 0600. */
export interface ClusterRecord {
	clusterDir: string;
	user: string;
	password: string;
	port: number;
}

export interface Cluster extends ClusterRecord {
	account: ServerAccount | null;
}

const SYSTEM_STATE = '/var/lib/interlock';
const USER = 'interlock';

/**
 * Finds the cluster that belongs to `dataDir`, or decides where it will be: inside `dataDir`, or, where Postgres' account can't enter that,
 * in a folder that it can. The place is recorded in `dataDir/server.json`.
 */
export function findCluster(dataDir: string): Cluster {
	if (process.getuid?.() === 0) chmodSync(dataDir, 0o711);
	const known = readRecord(dataDir);
	const account = chooseServerAccount(known?.clusterDir ?? null);
	if (known !== null) return { ...known, account };
	const clusterDir = canEnter(dataDir, account) ? join(dataDir, 'cluster') : join(placeElsewhere(account), 'cluster');
	const record = { clusterDir, user: USER, password: randomBytes(24).toString('base64url'), port: 0 };
	saveRecord(dataDir, record);
	return { ...record, account };
}

/** Writes `server.json`, whole or not at all. */
export function saveRecord(dataDir: string, { clusterDir, user, password, port }: ClusterRecord): void {
	const file = join(dataDir, 'server.json');
	writeFileSync(`${file}.new`, `${JSON.stringify({ clusterDir, user, password, port }, null, '\t')}\n`, { mode: 0o600 });
	renameSync(`${file}.new`, file);
}

/**
 * Runs initdb unless the cluster exists: scram passwords, UTF-8, and the builtin C.UTF-8 locale, which sorts the same on every host.
 * Made beside and renamed, so a kill in the middle leaves nothing that looks whole.
 */
export async function initCluster(cluster: Cluster, binaries: PostgresBinaries, options: { durable: boolean }): Promise<void> {
	const { clusterDir, account } = cluster;
	if (existsSync(join(clusterDir, 'PG_VERSION'))) return;
	const half = `${clusterDir}.half`;
	const passwordFile = join(half, '..', 'password.half');
	rmSync(half, { recursive: true, force: true });
	mkdirSync(half, { recursive: true, mode: 0o700 });
	writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
	if (account) for (const path of [half, passwordFile]) chownSync(path, account.uid, account.gid);
	try {
		await run(binaries.initdb, account, half, [
			...['-D', half, '-U', cluster.user, '-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
			...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...(options.durable ? [] : ['--no-sync'])],
		]);
		rmSync(clusterDir, { recursive: true, force: true });
		renameSync(half, clusterDir);
	} finally {
		rmSync(passwordFile, { force: true });
	}
}

function readRecord(dataDir: string): ClusterRecord | null {
	const file = join(dataDir, 'server.json');
	if (!existsSync(file)) return null;
	return JSON.parse(readFileSync(file, 'utf8')) as ClusterRecord;
}

function placeElsewhere(account: ServerAccount | null): string {
	const state = firstEnterable([SYSTEM_STATE], account) ?? tmpdir();
	const folder = mkdtempSync(join(state, 'postgres-'));
	chmodSync(folder, 0o711);
	return folder;
}

async function run(program: string, account: ServerAccount | null, cwd: string, args: string[]): Promise<void> {
	const child = spawn(program, args, {
		cwd: account ? cwd : dirname(cwd),
		stdio: ['ignore', 'ignore', 'pipe'],
		env: SERVER_ENV,
		...(account ? { uid: account.uid, gid: account.gid } : {}),
	});
	let complaint = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaint += text;
	});
	const failed = new Promise<never>((_, reject) => child.once('error', reject));
	const { code } = await Promise.race([exitOf(child), failed]);
	if (code !== 0) throw new Error(`initdb failed: ${complaint.trim().split('\n').slice(-2).join(' ')}`);
}
