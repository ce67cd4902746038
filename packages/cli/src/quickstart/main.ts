import { createRest } from '../rest.ts';
import { readQuickstartEnv } from './env.ts';
import { openProgress } from './progress.ts';
import { patiently } from './patience.ts';
import {
	approveFirst,
	closedWithEvidence,
	createProject,
	type Doors,
	prepareData,
	proposeFirst,
	pushMonths,
	replay,
	retrained,
	rollOut,
	train,
} from './steps.ts';

// The main job, as a user's script would do it: only the product's public doors. Each step is looked up in the record first, so that a
// killed script goes on where it was.

const env = readQuickstartEnv();
const doors: Doors = { env, author: createRest(env.serverUrl, env.authorToken), reviewer: createRest(env.serverUrl, env.reviewerToken), say };
const STEPS = [
	'export months',
	'create project',
	'push January and February',
	'train on January',
	'propose first version',
	'approve and roll out first version',
	'push March and April',
	'replay April',
	'retrain for April',
	'push July to September',
	'replay September',
	'retrain for September',
	'roll out after review',
] as const;
const MONTHS = ['2013-01', '2013-02', '2013-03', '2013-04', '2013-07', '2013-08', '2013-09', '2013-10'];

const progress = await patiently(() => openProgress(createRest(env.serverUrl, env.token), STEPS));
try {
	await runQuickstart();
} catch (error) {
	const reason = error instanceof Error ? error.message : String(error);
	say(`quickstart failed: ${reason}`);
	await progress.set('failed', reason);
	process.exit(1);
}

async function runQuickstart(): Promise<void> {
	const step = async (name: (typeof STEPS)[number], work: () => ReturnType<typeof prepareData>) => {
		await progress.step(name, work);
		if (name === env.until) {
			await progress.set('complete');
			process.exit(0);
		}
	};
	await step('export months', () => prepareData(doors, MONTHS));
	await step('create project', () => createProject(doors));
	await step('push January and February', () => pushMonths(doors, ['2013-01', '2013-02']));
	await step('train on January', () => train(doors, '2013-01', '2013-02'));
	await step('propose first version', () => proposeFirst(doors, progress.figure('train on January', 'run'), '2013-02'));
	const first = Number(progress.figure('propose first version', 'change'));
	await step('approve and roll out first version', () => approveFirst(doors, first, '2013-03'));
	await step('push March and April', () => pushMonths(doors, ['2013-03', '2013-04']));
	await step('replay April', () => replay(doors, '2013-04'));
	await step('retrain for April', async () => {
		const { number, figures } = await retrained(doors, '2013-04', first);
		return { ...figures, closed: await closedWithEvidence(doors, number) };
	});
	await step('push July to September', () => pushMonths(doors, ['2013-07', '2013-08', '2013-09']));
	await step('replay September', () => replay(doors, '2013-09'));
	const april = Number(progress.figure('retrain for April', 'change'));
	await step('retrain for September', async () => (await retrained(doors, '2013-09', april)).figures);
	const september = Number(progress.figure('retrain for September', 'change'));
	if (progress.isDone('roll out after review')) return progress.set('complete');
	await progress.set('waiting-for-review');
	await waitForApproval(doors, september);
	await progress.set('running');
	await step('roll out after review', () => rollOut(doors, september, '2013-10'));
	await progress.set('complete');
}

/** However long it takes: a person has to look. */
async function waitForApproval({ author }: Doors, number: number): Promise<void> {
	for (;;) {
		const { state } = await patiently(() => author.get<{ state: string }>(`/projects/interlock/nyc-flights/changes/${number}`));
		if (state !== 'in-review') return;
		await new Promise((resolve) => setTimeout(resolve, 1_000));
	}
}

function say(line: string): void {
	process.stdout.write(`${JSON.stringify({ msg: line })}\n`);
}
