import type { Tx } from '@interlock/db';
import { run, runParam, runTag, training } from '@interlock/db/tables';
import { nameOf, personOf, serviceAccountOf } from '@interlock/domain/access';
import { uuidv7 } from 'uuidv7';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { enqueueCommand } from '../process/index.ts';

export interface StartedRun {
	/** uuid. */
	id: string;
	/** 32 hex, as MLflow clients and links name it. */
	runId: string;
	name: string;
}

type TrainingRow = typeof training.$inferSelect;

/** What a training is: everything an agent needs to do it, and do it again. */
export type Recipe = Pick<
	TrainingRow,
	'orgId' | 'projectId' | 'template' | 'codeDigest' | 'lockDigest' | 'files' | 'parameters' | 'datasets' | 'modelName' | 'maxRuntimeMs' | 'threads'
>;

interface NewTraining extends Recipe {
	experimentId: string;
	/** null: made from the template and the run's id. */
	name: string | null;
	/** Beside those that say where it comes from. */
	tags?: Record<string, string>;
	/** Told in the audit entry beside the recipe. */
	because?: Record<string, string>;
}

/** Writes a run that an agent is to execute, with its training, its entry and the command that starts its process. */
export async function writeTraining(tx: Tx, ctx: ServiceContext, { experimentId, name: wanted, tags, because, ...recipe }: NewTraining): Promise<StartedRun> {
	const { orgId, projectId, template, parameters, datasets } = recipe;
	const id = uuidv7();
	const name = wanted ?? `${template}-${id.slice(-6)}`;
	await tx.insert(run).values({
		id,
		orgId,
		projectId,
		experimentId,
		name,
		status: 'SCHEDULED',
		startedAtMs: ctx.now().getTime(),
		userLabel: nameOf(ctx.actor),
		startedBy: nameOf(ctx.actor),
		startedByUserId: personOf(ctx.actor),
		startedByServiceAccountId: serviceAccountOf(ctx.actor),
	});
	await tx.insert(training).values({ runId: id, ...recipe, state: 'queued' });
	const entries = Object.entries(parameters).map(([key, value]) => ({ runId: id, key, value }));
	if (entries.length > 0) await tx.insert(runParam).values(entries);
	const all = {
		'mlflow.runName': name,
		'mlflow.source.name': template,
		'mlflow.source.type': 'PROJECT',
		'mlflow.project.entryPoint': 'main',
		'mlflow.user': nameOf(ctx.actor),
		...tags,
	};
	await tx.insert(runTag).values(Object.entries(all).map(([key, value]) => ({ runId: id, key, value })));
	await enqueueCommand(tx, { kind: 'start', process: 'run', workflowId: `run/${id}`, args: { runId: id } });
	await recordAudit(tx, ctx, {
		action: 'run.started',
		orgId,
		projectId,
		target: { kind: 'run', id, name },
		subjectDigest: recipe.codeDigest,
		after: {
			template,
			lockDigest: recipe.lockDigest,
			parameters,
			datasets: datasets.map((d) => `${d.name} v${d.version} (${d.role})`),
			model: recipe.modelName,
			...because,
		},
	});
	await publishEvent(tx, { orgId, projectId, channel: `project/${projectId}`, type: 'run.changed', data: { runId: id, status: 'SCHEDULED' } });
	return { id, runId: id.replaceAll('-', ''), name };
}
