import type { Columns, Outcome } from './cell.ts';
import type { Slice } from './graph-input.ts';

export interface MicroBatchQueue {
	/** Scores the rows together with whatever else waits; resolves with one outcome per row, in order, and never rejects. */
	add(columns: Columns, rows: number): Promise<Outcome[]>;
	/** Rows added and not yet answered. */
	pendingRows(): number;
	/** Resolves when nothing waits or runs. */
	idle(): Promise<void>;
}

interface Job {
	columns: Columns;
	rows: number;
	taken: number;
	outcomes: Outcome[];
	resolve(outcomes: Outcome[]): void;
}

/**
 * A queue in front of a graph: what arrives within one turn of the event loop is scored in one run. A run that fails is repeated row by row, so that
 * only the failing row gets the error. A long job gives way after each batch, so that it never holds up the short ones.
 * `run` scores the rows of the slices, in order, and rejects when it can't.
 */
export function createMicroBatchQueue(run: (slices: readonly Slice[]) => Promise<Outcome[]>, maxBatchRows: number): MicroBatchQueue {
	let jobs: Job[] = [];
	let pending = 0;
	let isDraining = false;
	let waiting: (() => void)[] = [];

	async function drain(): Promise<void> {
		while (jobs.length > 0) {
			const taken = takeBatch();
			const slices = taken.map(({ job, from, to }) => ({ columns: job.columns, from, to }));
			const outcomes = await run(slices).catch((error: unknown) => rowByRow(slices, error));
			let at = 0;
			for (const { job, from, to } of taken) {
				for (let row = from; row < to; row++) job.outcomes[row] = outcomes[at++] ?? { output: null, error: 'the model gave no output for the row' };
				pending -= to - from;
				if (to === job.rows) job.resolve(job.outcomes);
			}
		}
		isDraining = false;
		const idle = waiting;
		waiting = [];
		for (const resolve of idle) resolve();
	}

	function takeBatch(): { job: Job; from: number; to: number }[] {
		const batch: { job: Job; from: number; to: number }[] = [];
		const rest: Job[] = [];
		let room = maxBatchRows;
		let next = 0;
		while (room > 0 && next < jobs.length) {
			const job = jobs[next++] as Job;
			const to = Math.min(job.rows, job.taken + room);
			batch.push({ job, from: job.taken, to });
			room -= to - job.taken;
			job.taken = to;
			if (to < job.rows) rest.push(job);
		}
		jobs = jobs.slice(next).concat(rest);
		return batch;
	}

	async function rowByRow(slices: readonly Slice[], error: unknown): Promise<Outcome[]> {
		const [first] = slices;
		if (slices.length === 1 && first && first.to - first.from === 1) return [{ output: null, error: messageOf(error) }];
		const outcomes: Outcome[] = [];
		for (const { columns, from, to } of slices) {
			for (let row = from; row < to; row++) {
				const alone = await run([{ columns, from: row, to: row + 1 }]).catch((problem: unknown): Outcome[] => [{ output: null, error: messageOf(problem) }]);
				outcomes.push(alone[0] ?? { output: null, error: 'the model gave no output for the row' });
			}
		}
		return outcomes;
	}

	return {
		add: (columns, rows) =>
			new Promise((resolve) => {
				pending += rows;
				jobs.push({ columns, rows, taken: 0, outcomes: new Array<Outcome>(rows), resolve });
				if (isDraining) return;
				isDraining = true;
				setImmediate(() => void drain());
			}),
		pendingRows: () => pending,
		idle: () => (isDraining ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
	};
}

function messageOf(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	return text.split('\u001b')[0]?.slice(0, 500) ?? '';
}
