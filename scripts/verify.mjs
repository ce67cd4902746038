// npm run verify: everything that can be checked in seconds, without a database.
import { install, requireNode } from './bootstrap.mjs';

requireNode();
const say = (line) => process.stdout.write(`${line}\n`);
await install(say);
const { runChecks } = await import('./checks.mjs');
const { passed, failed } = await runChecks(say);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
