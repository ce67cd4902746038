import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson } from '../host/json-file.ts';
import type { Launch } from '../shim/shim-file.ts';
import type { AttemptFolder } from './attempt-folder.ts';

const SHIM = join(import.meta.dirname, '..', 'shim', 'main.ts');

/**
 * Starts the shim that spawns the training. It may be called again after a crash: of several shims one wins.
 * The shim gets an empty environment, so that a scan for the training's strays never finds it.
 */
export function launchShim(folder: AttemptFolder, launch: Launch): void {
	writeJson(folder.shim.launch, launch);
	const errors = openSync(join(folder.path, 'shim.log'), 'a', 0o600);
	const shim = spawn(process.execPath, [SHIM, folder.path], {
		cwd: folder.path,
		env: {} as NodeJS.ProcessEnv,
		detached: true,
		stdio: ['ignore', errors, errors],
	});
	shim.on('error', () => {});
	shim.unref();
	closeSync(errors);
}
