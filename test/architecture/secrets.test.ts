import { expect, test } from 'vitest';
import { secretsIn } from './secrets.ts';
import { plant, ROOT } from './tree.ts';

test('no file holds a secret', () => {
	expect(secretsIn(ROOT)).toEqual([]);
});

test.each([
	['deploy/compose.yaml', '      POSTGRES_PASSWORD: "interlock-dev"'],
	['deploy/.env', 'NEXTAUTH_SECRET=abcdefgh12345678'],
	['apps/server/src/env.ts', "const tokenPepper = env.PEPPER || 'interlock-pepper';"],
	['apps/server/src/env.ts', "const url = 'postgres://interlock:interlock@localhost:5432/interlock';"],
	['packages/services/src/session/session.test.ts', `signIn('a@example.test', 'change${'me'}');`],
	['docs/keys.md', `-----BEGIN ${'PRIVATE'} KEY-----`],
])('a planted secret in %s is found: %s', (path, text) => {
	expect(secretsIn(plant({ [path]: `\n${text}\n` }))).toEqual([expect.stringContaining(`${path}:2`)]);
});

test.each([
	['README.md', 'curl -H "Authorization: Bearer ilk_..." ; MLFLOW_TRACKING_TOKEN holds your token'],
	['apps/server/src/env.ts', "const secret = need('NEXTAUTH_SECRET');"],
	['apps/server/src/env.ts', 'const url = `postgres://il:${password}@127.0.0.1:${port}/il`;'],
	['packages/services/src/token/token.test.ts', "const pepper = 'pepper of the tests';"],
])('what only speaks of secrets passes: %s', (path, text) => {
	expect(secretsIn(plant({ [path]: text }))).toEqual([]);
});
