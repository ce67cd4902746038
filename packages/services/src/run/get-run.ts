import { DomainError, parseInput } from '@interlock/domain/error';
import { runInput, type RunInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadRun } from './load-run.ts';
import { type RunView, viewRuns } from './run-view.ts';

/** One run with params, tags, newest metric points, inputs and outputs; deleted ones too. */
export async function getRun(ctx: ServiceContext, input: RunInput): Promise<RunView> {
	const wanted = parseInput(runInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:read', access: 'read' });
		const [view] = await viewRuns(tx, [loaded]);
		if (!view) throw new DomainError('not-found', `Run with id=${wanted.runId} not found`, { field: 'run_id', value: wanted.runId });
		return view;
	});
}
