import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
		const next = join(web, 'node_modules/next/dist/bin/next');
		const { code, output } = await runOnce({ script: next, args: ['build'], cwd: web, env, logFile, signal });
		if (signal.aborted) return;
		if (code !== 0) throw new Error(`The pages could not be built: ${lastErrorIn(output) ?? `exit code ${code}`} (log: ${logFile})`);
		writeFileSync(stamp, digest);
		say(`  The pages are built (${seconds(Date.now() - begunMs)})`);
	} finally {
		lock.release();
	}
}
