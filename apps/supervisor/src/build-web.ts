import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitForLock } from '@interlock/db/embedded';
import { lastErrorIn } from './log-file.ts';
import { runOnce } from './run-once.ts';
import { seconds } from './say.ts';
import { sourceDigest } from './source-digest.ts';

export interface WebBuild {
	root: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
	say(text: string): void;
	signal: AbortSignal;
}

const BUILD_LIMIT_MS = 15 * 60_000;

/** Builds the pages with Next unless the build that is there was made from the same sources. Throws one line when the build fails. */
export async function buildWeb({ root, env, logFile, say, signal }: WebBuild): Promise<void> {
	const web = join(root, 'apps/web');
	const stamp = join(web, '.next/interlock-sources');
	const shared = join(root, 'node_modules/.interlock');
	mkdirSync(shared, { recursive: true });
	const lock = await waitForLock(join(shared, 'web-build.lock'), BUILD_LIMIT_MS);
	try {
		const digest = sourceDigest(root, 'apps/web');
		if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
		const begunMs = Date.now();
		say('  Building the pages, since their sources changed ...');
		rmSync(stamp, { force: true });
		const { code, output } = await runBuild(web, { env, logFile, say, signal });
		if (signal.aborted) return;
		if (code !== 0) throw new Error(`The pages could not be built: ${lastErrorIn(output) ?? `exit code ${code}`} (log: ${logFile})`);
		writeFileSync(stamp, digest);
		say(`  The pages are built (${seconds(Date.now() - begunMs)})`);
	} finally {
		lock.release();
	}
}

/** Somebody may be building by hand in the same clone: Next then refuses, and we wait for them. */
async function runBuild(web: string, { env, logFile, say, signal }: Omit<WebBuild, 'root'>): Promise<{ code: number | null; output: string }> {
	const script = join(web, 'node_modules/next/dist/bin/next');
	const untilMs = Date.now() + BUILD_LIMIT_MS;
	for (let turn = 0; ; turn++) {
		const result = await runOnce({ script, args: ['build'], cwd: web, env, logFile, signal });
		const busy = result.code !== 0 && result.output.includes('Another next build process is already running');
		if (!busy || signal.aborted || Date.now() > untilMs) return result;
		if (turn === 0) say('  Another build of the pages is running: waiting for it ...');
		await sleep(3_000, undefined, { signal }).catch(() => {});
	}
}
