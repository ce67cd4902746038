import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '@interlock/testkit/stack';
import { STACK_FILE, type StackFacts } from './support/stack-facts.ts';

/** One instance for all journeys, each in an organization or project of its own; the quickstart's people are there, its script is not run. */
export default async function globalSetup(): Promise<() => Promise<void>> {
	const home = await mkdtemp(join(tmpdir(), 'interlock-e2e-'));
	const stack = await startStack({ home, say: (line) => process.stdout.write(`  ${line}\n`) });
	const facts: StackFacts = { url: stack.url, inferenceUrl: stack.inferenceUrl, home, adminLink: stack.links[0] ?? '', secrets: await stack.secrets() };
	await writeFile(STACK_FILE, JSON.stringify(facts), { mode: 0o600 });
	return async () => {
		await stack.stop();
		await rm(home, { recursive: true, force: true });
		await rm(STACK_FILE, { force: true });
	};
}
