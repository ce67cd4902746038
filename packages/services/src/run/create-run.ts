import { uuidv7 } from 'uuidv7';
import { run, runTag } from '@interlock/db/tables';
import { nameOf, personOf, serviceAccountOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { checkTags, createRunInput, type CreateRunInput, nameFromUuid, runTokenAllows } from '@interlock/domain/run';
import { denyWith, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { checkExperimentActive, loadExperiment, runBounds } from '../experiment/index.ts';
import { PARENT_RUN_TAG, parentOf } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';
import { type RunView, viewRuns } from './run-view.ts';

const NAME_TAG = 'mlflow.runName';

/** Makes a running run in an active experiment. A run token can only make children of its own run. */
export async function createRun(ctx: ServiceContext, input: CreateRunInput): Promise<RunView> {
	const wanted = parseInput(createRunInput, input);
	const tags = checkTags(wanted.tags);
	const named = tags.find((tag) => tag.key === NAME_TAG)?.value;
	if (wanted.name && named && wanted.name !== named) {
		throw new DomainError(
			'invalid',
			`Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${wanted.name}', mlflow.runName='${named}').`,
			{ field: 'run_name', value: wanted.name },
		);
	}
	return transact(ctx, async (tx) => {
		const { project, experiment } = await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:write', access: 'read' });
		checkExperimentActive(experiment);
		const id = uuidv7();
		const bounds = runBounds(ctx);
		const parentRunId = parentOf(tags.find((tag) => tag.key === PARENT_RUN_TAG)?.value);
		if (bounds && !runTokenAllows(bounds, 'create', { kind: 'run', runId: id, parentRunId })) {
			denyWith(new DomainError('not-found', `No Experiment with id=${experiment.number} exists`, { field: 'experiment_id', value: wanted.experimentId }), {
				action: 'run:write',
				place: project,
				target: { kind: 'experiment', id: experiment.id, name: experiment.name },
				reason: 'a run token makes only child runs of its own run',
			});
		}
		const name = wanted.name || named || nameFromUuid(id);
		const [row] = await tx
			.insert(run)
			.values({
				id,
				orgId: project.orgId,
				projectId: project.id,
				experimentId: experiment.id,
				name,
				status: 'RUNNING',
				userLabel: wanted.userLabel,
				startedAtMs: wanted.startedAtMs ?? ctx.now().getTime(),
				startedBy: nameOf(ctx.actor),
				startedByUserId: personOf(ctx.actor),
				startedByServiceAccountId: serviceAccountOf(ctx.actor),
			})
			.returning();
		if (!row) throw new DomainError('unavailable', 'The run could not be stored');
		const withName = [...tags.filter((tag) => tag.key !== NAME_TAG), { key: NAME_TAG, value: name }];
		await tx.insert(runTag).values(withName.map((tag) => ({ runId: id, ...tag })));
		await recordAudit(tx, ctx, {
			action: 'run.started',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'run', id, name },
			after: { experiment: experiment.name, parentRunId },
		});
		await publishRunChanged(tx, row, ['status']);
		const [view] = await viewRuns(tx, [{ run: row, experimentNumber: experiment.number }]);
		if (!view) throw new DomainError('unavailable', 'The run could not be read back');
		return view;
	});
}
