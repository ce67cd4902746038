import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@interlock/db/embedded';
import { relyingPartyOf } from '@interlock/domain/passkey';
import { removeHome, startStack } from '@interlock/testkit/stack';
import { factsFile, handFacts } from './env.ts';
import { UNTIL } from './quickstart.ts';
import { say, type StackFacts, stackFacts } from './stack-facts.ts';

/**
 * Browsers offer passkeys to a host name only, and the shared instance is reached by an address: lets this file's journeys run on an
 * instance of their own at `localhost`, unless theirs has a name already. Returns what ends it.
 */
export async function useNamedInstance(): Promise<() => Promise<void>> {
	if (relyingPartyOf(stackFacts().url)) return async () => {};
	const shared = factsFile();
	const home = await mkdtemp(join(tmpdir(), 'interlock-e2e-named-'));
	const port = await freePort();
	const env = { INTERLOCK_QUICKSTART_UNTIL: UNTIL, INTERLOCK_PUBLIC_URL: `http://localhost:${port}` };
	const stack = await startStack({ home, say, quickstart: true, port, env });
	const secrets = (await stack.secrets()) as unknown as StackFacts['secrets'];
	const facts: StackFacts = { url: stack.url, inferenceUrl: stack.inferenceUrl, home, adminLink: stack.links[0] ?? '', secrets };
	const file = join(home, 'facts.json');
	await writeFile(file, JSON.stringify(facts), { mode: 0o600 });
	handFacts(file);
	return async () => {
		handFacts(shared);
		await stack.stop();
		await removeHome(home);
	};
}
