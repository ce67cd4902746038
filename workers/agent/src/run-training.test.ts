import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentStand, createAgentStand, eventually, processesOf, templateOf } from '../test-support/agent-stand.ts';
import { sha256, streamOf } from '../test-support/fake-front-door.ts';

let stand: AgentStand;
beforeAll(async () => {
	stand = await createAgentStand();
	await stand.startAgent();
});
afterAll(() => stand.close());
const ended = (fake: ReturnType<AgentStand['train']>) => eventually('the attempt is reported', () => fake.finishes[0]);

describe('a training on the agent', () => {
	it("runs in its own session and folder with what the contract names, and nothing of the agent's", async () => {
		const rows = Buffer.from('a,b\n1,2\n');
		const dataset = {
			name: 'nyc-flights',
			version: 3,
			digest: 'd'.repeat(64),
			format: 'csv' as const,
			sha256: sha256(rows),
			sizeBytes: rows.length,
			role: 'train' as const,
		};
		const fake = stand.train(
			`import json, os, sys
print(json.dumps({"env": dict(os.environ), "argv": sys.argv[1:], "session": os.getsid(0) == os.getpid(), "cwd": os.getcwd()}))
print(open(os.environ["INTERLOCK_DATASET_NYC_FLIGHTS"]).read(), file=sys.stderr)
print(json.loads(os.environ["INTERLOCK_DATASETS"])[0]["version"])`,
			{ parameters: { steps: '4' }, datasets: [dataset], modelName: 'arrival-delay' },
			[rows],
		);
		expect(await ended(fake)).toMatchObject({ outcome: 'succeeded', exitCode: 0, leaseToken: 7 });
		const [report = '', version] = streamOf(fake, 'stdout')
			.split('\n')
			.filter((line) => !line.startsWith('environment: '));
		const seen = JSON.parse(report);
		expect(seen.argv).toEqual(['4']);
		expect(seen.cwd).toBe(join(stand.home, 'agent', 'attempts', fake.attempt.id, 'work'));
		expect(seen.env).toMatchObject({
			MLFLOW_RUN_ID: fake.attempt.runId,
			MLFLOW_TRACKING_TOKEN: 'ilk_run_secret',
			MLFLOW_EXPERIMENT_ID: '0',
			INTERLOCK_MODEL_NAME: 'arrival-delay',
			OMP_NUM_THREADS: expect.stringMatching(/^\d+$/),
		});
		expect(Object.keys(seen.env).filter((key) => /TOKEN|SECRET|PEPPER/.test(key))).toEqual(['MLFLOW_TRACKING_TOKEN']);
		expect(version).toBe('3');
		expect(streamOf(fake, 'stderr')).toContain('a,b\n1,2');
		expect(fake.renewals.map((renewal) => renewal.phase)).toContain('environment');
		await eventually('the folder is gone', () => !readdirSync(join(stand.home, 'agent', 'attempts')).includes(fake.attempt.id));
	});

	it('runs under an account of its own where the agent is root, and then reads none of the secrets', async () => {
		const fake = stand.train(`import os
print(os.getuid())
print(os.access(${JSON.stringify(join(stand.home, 'secrets.json'))}, os.R_OK), os.access(${JSON.stringify(join(stand.home, 'agent', 'agent.json'))}, os.R_OK), os.access("../attempt.json", os.R_OK))`);
		await ended(fake);
		const [uid = '', readable] = streamOf(fake, 'stdout')
			.split('\n')
			.filter((line) => !line.startsWith('environment: '));
		const { isolation } = stand.door.registrations[0] as { isolation: string };
		expect(isolation === 'none' || readable === 'False False False').toBe(true);
		expect(process.getuid?.() === 0 ? Number(uid) >= 64_200 && isolation !== 'none' : Number(uid) === process.getuid?.()).toBe(true);
	});

	it('trains with as many threads as the run says, else as many as the host gives', async () => {
		const fake = stand.train('import os\nprint(os.environ["OMP_NUM_THREADS"])', { threads: 7 });
		await ended(fake);
		expect(streamOf(fake, 'stdout')).toMatch(/^7$/m);
	});

	it('reports a failing training with its exit code, and leaves none of its children', async () => {
		const fake = stand.train(`import subprocess, sys
subprocess.Popen(["sleep", "300"])
subprocess.Popen(["sleep", "300"], start_new_session=True)
print("no data", file=sys.stderr)
sys.exit(3)`);
		expect(await ended(fake)).toMatchObject({ outcome: 'failed', exitCode: 3, reason: 'The training ended with exit code 3.' });
		expect(streamOf(fake, 'stderr')).toBe('no data\n');
		expect(processesOf(fake.attempt.id)).toEqual([]);
	});

	it.each([
		['a file whose bytes have another digest', { lockDigest: 'f'.repeat(64) }, 'failed', /requirements.txt has the digest/],
		['an entry point that is not there', { entryPoint: 'evaluate' }, 'failed', /no entry point evaluate/],
		['a parameter without a value', { parameters: {} }, 'failed', /\{steps\}, which has no value/],
		[
			'a path that leaves the folder',
			{ template: { name: 'demo', digest: '0'.repeat(64), files: [{ path: '../../agent.json', sha256: sha256('# no'), sizeBytes: 4 }] } },
			'lost',
			/leaves its folder/,
		],
	])('says what is wrong with %s and starts nothing', async (_, more, outcome, reason) => {
		const fake = stand.train('print("started")', { ...more }, [Buffer.from('# no')]);
		expect(await ended(fake)).toMatchObject({ outcome, exitCode: null, reason: expect.stringMatching(reason) });
		expect(streamOf(fake, 'stdout')).not.toContain('started');
	});

	it('says in the log and in the outcome that the requirements can not be installed', async () => {
		const files = templateOf('print("started")', 'no requirement at all\n');
		const fake = stand.door.add(files);
		expect(await ended(fake)).toMatchObject({
			outcome: 'failed',
			exitCode: null,
			reason: 'The environment could not be built: pip could not install the requirements',
		});
		expect(streamOf(fake, 'stdout')).toContain('Invalid requirement');
		expect(streamOf(fake, 'stdout')).not.toContain('started');
	});

	it('ends a training that outlives its longest runtime', async () => {
		const fake = stand.train('import time\ntime.sleep(300)', { maxRuntimeMs: 500 });
		expect(await ended(fake)).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('longer than its limit') });
		expect(processesOf(fake.attempt.id)).toEqual([]);
	});
});
