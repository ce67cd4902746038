import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { ROOT } from './tree.ts';

export interface LintFinding {
	path: string;
	/** As `no-floating-promises`, without its plugin. */
	rule: string;
	message: string;
}

/** What the linter says of a tree, by that tree's own .oxlintrc.json. Throws when it doesn't run. */
export function lint(root: string): LintFinding[] {
	const tool = join(ROOT, 'node_modules/oxlint/bin/oxlint');
	// It looks for its partner beside the linted files, where a planted tree has none.
	const env = { OXLINT_TSGOLINT_PATH: join(ROOT, 'node_modules/.bin/tsgolint'), PATH: dirname(process.execPath), NODE_ENV: 'test' as const };
	const ended = spawnSync(process.execPath, [tool, '--type-aware', '--format', 'json'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, env });
	if (!ended.stdout.trim().startsWith('{')) throw new Error(`oxlint did not run: ${ended.stdout}${ended.stderr}`);
	const report = JSON.parse(ended.stdout) as { diagnostics: { filename: string; code: string; message: string; help?: string }[] };
	return report.diagnostics.map(({ filename, code, message, help }) => ({
		path: filename,
		rule: /\(([^)]+)\)/.exec(code)?.[1] ?? code,
		message: `${message} ${help ?? ''}`,
	}));
}
