import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureTemporalBinary, findPython, startEmbeddedTemporal } from '@interlock/temporal/embedded';
import { cacheDir } from '@interlock/testkit/cache';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection, Worker } from '@temporalio/worker';
import { quiet } from './quiet.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

// Records each scenario's history against a real Temporal server with scripted activities: `npm run histories`.

const HISTORIES = join(import.meta.dirname, 'histories');
const WORKFLOWS = join(import.meta.dirname, '../../packages/processes/src/index.ts');
const IDENTITY = 'recorder';
const only = process.argv.slice(2);

quiet();
const dir = await mkdtemp(join(tmpdir(), 'interlock-histories-'));
const python = findPython();
if (!python) throw new Error('no Python >= 3.10 was found');
const binary = await ensureTemporalBinary({ cacheDir: cacheDir(), python: python.path });
const server = await startEmbeddedTemporal({ dir, binary });
try {
	const connection = await Connection.connect({ address: server.address });
	const client = new Client({ connection, identity: IDENTITY });
	for (const scenario of SCENARIOS.filter((s) => only.length === 0 || only.includes(s.process))) {
		await record(client, scenario);
		process.stdout.write(`${scenario.process}/${scenario.name}\n`);
	}
	await connection.close();
} finally {
	await server.stop();
	await rm(dir, { recursive: true, force: true });
}

async function record(client: Client, scenario: Scenario): Promise<void> {
	const taskQueue = `record-${scenario.process}-${scenario.name}`;
	const workflowId = `${scenario.process}/${scenario.name}`;
	const connection = await NativeConnection.connect({ address: server.address });
	let calls = 0;
	const handle = client.workflow.getHandle(workflowId);
	const activities = Object.fromEntries(
		Object.entries(scenario.answers).map(([name, answers]) => {
			let asked = 0;
			const answer = async () => {
				calls += 1;
				if (scenario.ringAfter?.includes(calls)) setTimeout(() => void handle.signal('doorbell'), 30);
				if (scenario.cancelAfter === calls) setTimeout(() => void handle.cancel(), 30);
				return answers[Math.min(asked++, answers.length - 1)];
			};
			return [name, answer];
		}),
	);
	const worker = await Worker.create({ connection, taskQueue, workflowsPath: WORKFLOWS, activities, identity: IDENTITY });
	await worker.runUntil(async () => {
		await client.workflow.start(scenario.workflow, { taskQueue, workflowId, args: [scenario.args] });
		await handle.result();
	});
	const file = join(HISTORIES, scenario.process, `${scenario.name}.json`);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, `${historyToJSON(await handle.fetchHistory())}\n`);
	await connection.close();
}
