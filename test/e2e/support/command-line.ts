import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Journey } from './journey.ts';
import { stackFacts } from './stack-facts.ts';

const SCRIPT = join(import.meta.dirname, '../../../packages/cli/src/main.ts');

/** Runs the `interlock` command as the author, with nothing but an address and a token. Returns what it said. */
export async function interlock({ project, token }: Pick<Journey, 'project' | 'token'>, args: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, ...args, '--project', `interlock/${project.slug}`], {
		env: { PATH: process.env.PATH, INTERLOCK_URL: stackFacts().url, INTERLOCK_TOKEN: token, INTERLOCK_HOME: '/nowhere' },
	});
	return stdout;
}
