import { expect, test } from 'vitest';
import { processPage } from '../../scripts/process-page.ts';
import { plant, readText, ROOT } from './tree.ts';

test('docs/processes.md says what the processes’ comments say; npm run docs writes it', () => {
	expect(readText(ROOT, 'docs/processes.md')).toBe(processPage(ROOT));
});

const PROCESS = `const { advanceRun } = proxyActivities<RunActivities>(db);
/** This is for a lost ring. */
const POLL_MS = 60_000;
/**
 * A training, from queued
 * to ended.
 */
export async function runProcess(input: { runId: string }): Promise<void> {}
`;
const tree = (process: string, activity = '/** Does the next step. */') =>
	plant({
		'packages/processes/src/run.ts': process,
		'packages/contracts/src/process/run-activities.ts': `export interface RunActivities {\n\t${activity}\n\tadvanceRun(input: { runId: string }): Promise<void>;\n}\n`,
	});

test('a process has a title, its sentences, its activities and its waits', () => {
	const page = processPage(tree(PROCESS));
	for (const part of ['## Run\n\nA training, from queued to ended.', '| `advanceRun` | Does the next step. |', 'Waits at most 60 s. This is for a lost ring.'])
		expect(page).toContain(part);
});

test('a process or an activity without a comment is found', () => {
	expect(() => processPage(tree(PROCESS.replace(/\/\*\*\n[\s\S]*?\*\/\n/, '')))).toThrow('run.ts: the process has no comment');
	expect(() => processPage(tree(PROCESS, ''))).toThrow('its activity advanceRun has no comment');
});
