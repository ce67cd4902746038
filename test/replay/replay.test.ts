import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as processes from '@interlock/processes';
import { bundleWorkflowCode, Worker, type WorkflowBundle } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { quiet } from './quiet.ts';
import { SCENARIOS } from './scenarios.ts';

const HISTORIES = join(import.meta.dirname, 'histories');
const WORKFLOWS = join(import.meta.dirname, '../../packages/processes/src/index.ts');

describe('processes go on where an older version of them left off', () => {
	let workflowBundle: WorkflowBundle;
	beforeAll(async () => {
		quiet();
		workflowBundle = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: undefined });
	});

	test.each(SCENARIOS.map((s) => [`${s.process}/${s.name}`]))('replays %s without a difference', async (name) => {
		const history = JSON.parse(await readFile(join(HISTORIES, `${name}.json`), 'utf8'));
		await Worker.runReplayHistory({ workflowBundle }, history, name);
	});

	test('a history whose next command the code would not give is refused: the replay can fail', async () => {
		const history = JSON.parse(await readFile(join(HISTORIES, 'run/succeeds.json'), 'utf8'));
		for (const event of history.events) {
			const scheduled = event.activityTaskScheduledEventAttributes;
			if (scheduled) scheduled.activityType.name = 'somethingElse';
		}
		await expect(Worker.runReplayHistory({ workflowBundle }, history, 'planted')).rejects.toThrow(/[Nn]ondetermin/);
	});

	test('every exported process has a recorded history, and every history a scenario', async () => {
		expect([...new Set(SCENARIOS.map((s) => s.workflow))].sort()).toEqual(Object.keys(processes).sort());
		const folders = await readdir(HISTORIES, { recursive: true });
		const recorded = folders.filter((f) => f.endsWith('.json')).map((f) => f.replaceAll('\\', '/').replace('.json', ''));
		expect(recorded.sort()).toEqual(SCENARIOS.map((s) => `${s.process}/${s.name}`).sort());
	});
});
