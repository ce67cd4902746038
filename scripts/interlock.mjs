// npm run -s interlock -- ...: the command line. Relative paths are meant from where the person stands.
import { join } from 'node:path';
import { becomeProgram, install, node24, requireNode, root } from './bootstrap.mjs';

requireNode();
await install((line) => process.stderr.write(`${line}\n`));
await becomeProgram(node24(), [join(root, 'packages/cli/src/main.ts'), ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() });
