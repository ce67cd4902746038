// npm start: installs what is missing, then hands over to the supervisor, which starts, watches and stops everything.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { becomeProgram, giveUp, install, node24, portFrom, portIsFree, requireNode, requirePython, root, whoAnswers } from './bootstrap.mjs';

requireNode();
const port = portFrom('INTERLOCK_PORT', 4100);
const inferencePort = portFrom('INTERLOCK_INFERENCE_PORT', port + 1);
const home = process.env.INTERLOCK_HOME ? resolve(process.env.INIT_CWD ?? process.cwd(), process.env.INTERLOCK_HOME) : join(root, '.interlock');

// Where an instance has run, the supervisor knows whether its own killed predecessor holds the port. Else say it before a long install.
if (!existsSync(join(home, 'state.json'))) {
	for (const [variable, number] of [
		['INTERLOCK_PORT', port],
		['INTERLOCK_INFERENCE_PORT', inferencePort],
	]) {
		if (!(await portIsFree(number))) giveUp(`Port ${number} is taken by ${await whoAnswers(number)}: stop it, or choose another port with ${variable}`);
	}
}

const python = requirePython();
await install((line) => process.stdout.write(`  ${line}\n`));
await becomeProgram(node24(), ['apps/supervisor/src/main.ts'], { env: { ...process.env, INTERLOCK_PYTHON: python.path } });
