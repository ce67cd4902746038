import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeHome, startStack } from '@interlock/testkit/stack';
import { handFacts, runningHome } from './support/env.ts';
import { invite } from './support/people.ts';
import { UNTIL } from './support/quickstart.ts';
import type { StackFacts } from './support/stack-facts.ts';

/**
 * One instance for all journeys. The quickstart's script runs on it until its first version serves, so that they share one trained model;
 * what a journey changes beyond recognition is in a project of its own.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
	const folder = await mkdtemp(join(tmpdir(), 'interlock-e2e-'));
	const [facts, stop] = await instance(folder);
	const file = join(folder, 'facts.json');
	await writeFile(file, JSON.stringify(facts), { mode: 0o600 });
	handFacts(file);
	return async () => {
		await stop();
		await removeHome(folder);
	};
}

async function instance(home: string): Promise<[StackFacts, () => Promise<unknown>]> {
	const running = runningHome();
	if (running) return [await factsOf(running), async () => {}];
	const say = (line: string) => process.stdout.write(`  ${line}\n`);
	const stack = await startStack({ home, say, quickstart: true, env: { INTERLOCK_QUICKSTART_UNTIL: UNTIL } });
	const secrets = (await stack.secrets()) as unknown as StackFacts['secrets'];
	return [{ url: stack.url, inferenceUrl: stack.inferenceUrl, home, adminLink: stack.links[0] ?? '', secrets }, () => stack.stop()];
}

/** An instance that runs already: its own link was used, so another administrator is invited. */
async function factsOf(home: string): Promise<StackFacts> {
	const secrets: StackFacts['secrets'] = JSON.parse(await readFile(join(home, 'secrets.json'), 'utf8'));
	const { url } = JSON.parse(await readFile(join(home, 'state.json'), 'utf8')) as { url: string };
	const { port } = new URL(url);
	const adminLink = await invite({ url, secrets }, 'Administrator', ['admin', 'reviewer', 'deployer', 'auditor']);
	return { url, inferenceUrl: `http://127.0.0.1:${Number(port) + 1}`, home, adminLink, secrets };
}
