import { runOutput } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { loggedModelIdFromWire, logOutputsInput, type LogOutputsInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { knownLoggedModels } from './known-logged-models.ts';
import { recordIfEnded } from './log-batch.ts';
import { checkRunActive, loadRun } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';

/** Notes the logged models a run put out. Telemetry. Throws `not-found` for a model of another project. */
export async function logOutputs(ctx: ServiceContext, input: LogOutputsInput): Promise<void> {
	const wanted = parseInput(logOutputsInput, input);
	await transact(ctx, async (tx) => {
		const loaded = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:write', access: 'write' });
		const { run, project } = loaded;
		checkRunActive(run);
		const ids = await knownLoggedModels(
			tx,
			ctx,
			project.id,
			wanted.models.map((model) => model.modelId),
		);
		if (ids.length === 0) return;
		const steps = new Map(wanted.models.map((model) => [loggedModelIdFromWire(model.modelId), model.step]));
		await tx
			.insert(runOutput)
			.values(ids.map((loggedModelId) => ({ runId: run.id, loggedModelId, step: steps.get(loggedModelId) ?? 0 })))
			.onConflictDoNothing();
		await publishRunChanged(tx, run, ['outputs']);
		await recordIfEnded(tx, ctx, loaded, { outputs: ids.length });
	});
}
