// The checks that need no server: format, lint, walls, types, dead code. Each counts as one test.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { node24, root } from './bootstrap.mjs';
import { findViolations, readFiles } from './walls.mjs';

/** Runs all checks, two at a time, and says each result when it is there. Returns `{ passed, failed }`. */
export async function runChecks(say) {
	const left = listChecks();
	const sum = { passed: 0, failed: 0 };
	const work = async () => {
		for (let check = left.shift(); check !== undefined; check = left.shift()) {
			const begunMs = Date.now();
			const { ok, output } = await check.run();
			sum[ok ? 'passed' : 'failed'] += 1;
			say(`  ${ok ? 'passed' : 'FAILED'}  ${check.name} (${((Date.now() - begunMs) / 1000).toFixed(1)} s)${ok ? '' : `\n${shortened(output)}`}`);
		}
	};
	await Promise.all([work(), work()]);
	return sum;
}

function shortened(output) {
	const lines = output.trim().split('\n');
	const shown = lines.slice(0, 80).map((line) => `    ${line}`);
	return [...shown, ...(lines.length > 80 ? [`    ... and ${lines.length - 80} lines more`] : [])].join('\n');
}

function listChecks() {
	return [
		{ name: 'lint (oxlint with types)', run: () => tool('oxlint/bin/oxlint', ['--type-aware']) },
		{ name: 'types of the pages', run: checkPages },
		{ name: 'types of the components', run: () => types('packages/ui') },
		{ name: 'types of the journeys', run: () => types('test/e2e') },
		{ name: 'types of everything else', run: () => types('.') },
		{ name: 'format (biome; npm run format mends it)', run: checkFormat },
		{ name: 'walls (import table and house rules)', run: checkWalls },
		{ name: 'boundaries (turbo: a package imports what it declares)', run: () => tool('turbo/bin/turbo', ['boundaries'], { TURBO_TELEMETRY_DISABLED: '1' }) },
		{ name: 'dead code (knip)', run: () => tool('knip/bin/knip.js', ['--no-progress']) },
	];
}

function types(folder) {
	return tool('typescript/bin/tsc', ['--noEmit', '-p', folder]);
}

/** Next writes the types of its routes itself; those of an older build may name routes that are gone. */
async function checkPages() {
	const written = await tool('../apps/web/node_modules/next/dist/bin/next', ['typegen', 'apps/web']);
	return written.ok ? types('apps/web') : written;
}

async function checkFormat() {
	const { ok, output } = await tool('@biomejs/biome/bin/biome', ['format', '--colors=off', '--max-diagnostics=none']);
	const names = output.split('\n').flatMap((line) => /^(\S+) (?:format|parse) ━/.exec(line)?.[1] ?? []);
	return { ok, output: names.length > 0 ? names.join('\n') : output };
}

async function checkWalls() {
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
	const paths = listed.trim().split('\n');
	const violations = findViolations(readFiles(root, paths));
	return { ok: violations.length === 0, output: violations.map((found) => `${found.path}:${found.line} ${found.rule}: ${found.says}`).join('\n') };
}

function tool(script, args, env = {}) {
	return new Promise((resolve) => {
		const child = spawn(node24(), [join(root, 'node_modules', script), ...args], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, ...env },
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text) => {
				output += text;
			});
		}
		child.once('error', (error) => resolve({ ok: false, output: error.message }));
		child.once('close', (code) => resolve({ ok: code === 0, output }));
	});
}
