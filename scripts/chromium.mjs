// The browser of the journeys: the installed Chromium. As root on Debian it is installed; nothing is fetched from anywhere else.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { giveUp, runQuietly } from './bootstrap.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Path of a Chromium that starts; installs one where that is possible, else one line and the end. */
export async function requireChromium(say) {
	const given = process.env.INTERLOCK_CHROMIUM;
	if (given) return works(given) ? given : giveUp(`INTERLOCK_CHROMIUM is "${given}": no Chromium starts there`);
	const found = findChromium();
	if (found !== null) return found;
	const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
	if (!mayInstall) giveUp('The journeys need Chromium: install it (Debian: apt-get install chromium), or name it in INTERLOCK_CHROMIUM');
	say('Installing Chromium ...');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
		const { code, output } = await runQuietly('apt-get', args, { env });
		if (code !== 0) giveUp(`${output.trim().split('\n').slice(-5).join('\n')}\nChromium could not be installed (apt-get ${args[0]}, exit code ${code})`);
	}
	return findChromium() ?? giveUp('Chromium was installed, but does not start');
}

function findChromium() {
	const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
	return [...onPath, ...MAC].find((path) => isProgram(path) && works(path)) ?? null;
}

function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function works(path) {
	return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 30_000 }).status === 0;
}
