import type { Rest } from '../rest.ts';

export type Figures = Record<string, string | number | null>;

export interface Step {
	name: string;
	state: 'waiting' | 'running' | 'done' | 'failed';
	figures: Figures;
}

export type OverallState = 'running' | 'waiting-for-review' | 'complete' | 'failed';

export interface Progress {
	/** Runs a step unless it is done already, and reports it before and after. */
	step(name: string, work: () => Promise<Figures>): Promise<void>;
	set(state: OverallState, reason?: string): Promise<void>;
	isDone(name: string): boolean;
	/** A figure of a step that is done; throws when it isn't there. */
	figure(step: string, name: string): string;
}

/** Keeps the quickstart's steps in the record, so that a restarted script goes on behind the last one done. */
export async function openProgress(rest: Rest, names: readonly string[]): Promise<Progress> {
	const { quickstart } = await rest.get<{ quickstart: { state: OverallState; steps: Step[] } | null }>('/status');
	const steps = names.map((name): Step => quickstart?.steps.find((s) => s.name === name && s.state === 'done') ?? { name, state: 'waiting', figures: {} });
	let state: OverallState = quickstart?.state === 'complete' ? 'complete' : 'running';
	const report = (reason?: string) => rest.put('/status/quickstart', { state, steps, ...(reason ? { reason } : {}) });
	return {
		isDone: (name) => steps.some((s) => s.name === name && s.state === 'done'),
		figure: (name, figure) => {
			const value = steps.find((s) => s.name === name)?.figures[figure];
			if (value === undefined || value === null) throw new Error(`the step "${name}" has no figure "${figure}"`);
			return String(value);
		},
		set: async (next, reason) => {
			state = next;
			await report(reason);
		},
		step: async (name, work) => {
			const step = steps.find((s) => s.name === name);
			if (!step || step.state === 'done') return;
			step.state = 'running';
			await report();
			try {
				step.figures = await work();
				step.state = 'done';
			} catch (error) {
				step.state = 'failed';
				throw error;
			}
			await report();
		},
	};
}
