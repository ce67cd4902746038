// npm test: its own set-up, then every check and every test; ends with the plain line that counts.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireChromium } from './chromium.mjs';
import { giveUp, install, node24, requireNode, requirePython, root } from './bootstrap.mjs';

const E2E_CONFIG = 'test/e2e/playwright.config.ts';
/** What a running instance of the person's own is set up with must not reach the tests. */
const OWN_INSTANCE = [
	'INTERLOCK_PORT',
	'INTERLOCK_INFERENCE_PORT',
	'INTERLOCK_HOME',
	'INTERLOCK_PUBLIC_URL',
	'INTERLOCK_QUICKSTART',
	'DATABASE_URL',
	'TEMPORAL_ADDRESS',
	'TEMPORAL_NAMESPACE',
	'NODE_ENV',
];

requireNode();
const say = (line) => process.stdout.write(`${line}\n`);
const python = requirePython();
const chromium = await requireChromium(say);
await install(say);

const env = { ...process.env, INTERLOCK_PYTHON: python.path, INTERLOCK_CHROMIUM: chromium };
for (const name of OWN_INSTANCE) delete env[name];
const scratch = mkdtempSync(join(tmpdir(), 'interlock-test-'));
const sum = { passed: 0, failed: 0, skipped: 0 };

try {
	say('\nChecks');
	const { runChecks } = await import('./checks.mjs');
	add(await runChecks(say));
	say('\nTests (vitest)');
	add(await runVitest());
	say('\nKills (the whole product, one suite after the other)');
	add(await runVitest(['--config', 'vitest.slow.config.ts']));
	if (existsSync(join(root, E2E_CONFIG))) {
		say('\nJourneys in a browser (Playwright)');
		add(await runPlaywright());
	}
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
say(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exit(sum.failed > 0 || sum.passed === 0 ? 1 : 0);

async function runVitest(more = []) {
	const report = join(scratch, `vitest-${more.length}.json`);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const code = await run('node_modules/vitest/vitest.mjs', ['run', ...more, ...reporters], {});
	return counted('vitest', code, report, (json) => ({
		passed: json.numPassedTests,
		failed: json.numFailedTests,
		skipped: json.numPendingTests + json.numTodoTests,
	}));
}

async function runPlaywright() {
	const report = join(scratch, 'playwright.json');
	const code = await run('node_modules/@playwright/test/cli.js', ['test', '--config', E2E_CONFIG, '--reporter=list,json'], {
		PLAYWRIGHT_JSON_OUTPUT_FILE: report,
	});
	return counted('Playwright', code, report, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }));
}

/** A runner that ends badly without a failed test (its set-up broke, a process was left) counts as one failure. */
function counted(name, code, report, read) {
	const counts = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
	if (code !== 0 && counts.failed === 0) {
		say(`${name} ended with exit code ${code} outside of its tests`);
		counts.failed = 1;
	}
	return counts;
}

function add({ passed, failed, skipped = 0 }) {
	sum.passed += passed;
	sum.failed += failed;
	sum.skipped += skipped;
}

/** Runs a test runner with its output streaming, and passes signals on to it. */
function run(script, args, extra) {
	return new Promise((resolve) => {
		const child = spawn(node24(), [join(root, script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, ...extra } });
		let told = false;
		const pass = (signal) => {
			child.kill(told ? 'SIGKILL' : signal);
			told = true;
		};
		for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
		child.once('close', (code) => {
			for (const name of ['SIGINT', 'SIGTERM']) process.off(name, pass);
			if (told) giveUp('The tests were stopped');
			resolve(code ?? 1);
		});
	});
}
