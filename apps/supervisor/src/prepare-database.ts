import { join } from 'node:path';
import { runOnce } from './run-once.ts';

export interface SignInLink {
	who: string;
	url: string;
}

interface PreparedLine {
	msg?: string;
	who?: string;
	url?: string;
	text?: string;
}

/** Runs the server's `prepare.ts` once: migrations, first people, sign-in links. Throws its last line when it fails. */
export async function prepareDatabase(options: {
	root: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
	say(text: string): void;
	signal: AbortSignal;
}): Promise<SignInLink[]> {
	const { root, env, logFile, signal } = options;
	const { code, output } = await runOnce({ script: join(root, 'apps/server/src/prepare.ts'), cwd: root, env, logFile, signal });
	const lines = output.split('\n').filter((line) => line.trim() !== '');
	const entries = lines.map(parseLine);
	if (code !== 0 && !signal.aborted) {
		throw new Error(`The database could not be prepared: ${entries.findLast((entry) => entry.text)?.text ?? lines.at(-1) ?? `exit code ${code}`}`);
	}
	for (const entry of entries) if (entry.msg === 'note' && entry.text) options.say(`  ${entry.text}`);
	return entries.flatMap(({ msg, who, url }) => (msg === 'sign-in-link' && who && url ? [{ who, url }] : []));
}

function parseLine(line: string): PreparedLine {
	try {
		return JSON.parse(line) as PreparedLine;
	} catch {
		return {};
	}
}
