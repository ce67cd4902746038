import type { RunAttempt, RunDetail } from './types.ts';

export interface TrainingStep {
	title: string;
	state: 'passed' | 'running' | 'failed' | 'cancelled' | 'pending';
	note: string | null;
}

const PHASES = [
	{ key: 'claim', title: 'Claim an agent' },
	{ key: 'environment', title: 'Prepare the environment' },
	{ key: 'data', title: 'Fetch the data' },
	{ key: 'training', title: 'Train' },
] as const;

/** Where the newest attempt of a training stands, as the steps a person would name. */
export function trainingSteps(run: Pick<RunDetail, 'attempts' | 'models'>): TrainingStep[] {
	const attempt = run.attempts.at(-1);
	if (!attempt) return [];
	const at = phaseIndex(attempt);
	const steps = PHASES.map(({ title }, i): TrainingStep => ({ title, state: stateOf(attempt, i, at), note: i === 0 ? attempt.agent : null }));
	const model = run.models[0];
	const ended: TrainingStep['state'] = attempt.state === 'succeeded' ? 'passed' : 'pending';
	if (model) steps.push({ title: 'Register the model', state: ended, note: `${model.name} v${model.version}` });
	return steps;
}

function phaseIndex(attempt: RunAttempt): number {
	if (attempt.state === 'succeeded') return PHASES.length;
	if (attempt.state === 'queued') return 0;
	const at = PHASES.findIndex((phase) => phase.key === attempt.phase);
	return at === -1 ? 1 : at;
}

function stateOf(attempt: RunAttempt, index: number, at: number): TrainingStep['state'] {
	if (index < at) return 'passed';
	if (index > at) return 'pending';
	if (attempt.state === 'failed' || attempt.state === 'lost') return 'failed';
	if (attempt.state === 'cancelled') return 'cancelled';
	return attempt.state === 'queued' ? 'pending' : 'running';
}
