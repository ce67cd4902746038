import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const PACKAGES = join(dirname(fileURLToPath(import.meta.url)), '../../../packages');
const SOURCES = ['processes', 'contracts', 'domain'];

/** The bundle of all processes, built once per state of its sources and kept in the cache. Returns its path. */
export async function workflowBundle(cacheDir: string): Promise<string> {
	const path = join(cacheDir, 'workflow-bundles', `${await sourcesDigest()}.js`);
	const built = await stat(path).catch(() => null);
	if (built) return path;
	const { code } = await bundleWorkflowCode({ workflowsPath: fileURLToPath(import.meta.resolve('@interlock/processes')), logger: undefined });
	await mkdir(dirname(path), { recursive: true });
	await writeFile(`${path}.${process.pid}`, code);
	await rename(`${path}.${process.pid}`, path);
	return path;
}

async function sourcesDigest(): Promise<string> {
	const hash = createHash('sha256');
	for (const name of SOURCES) {
		const folder = join(PACKAGES, name, 'src');
		const entries = await readdir(folder, { recursive: true });
		for (const entry of entries.filter((e) => e.endsWith('.ts') && !e.endsWith('.test.ts')).sort()) {
			hash.update(entry).update(await readFile(join(folder, entry)));
		}
	}
	return hash.digest('hex').slice(0, 32);
}
