import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { experiment } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { startRunInput, type StartRunInput } from '@interlock/domain/training';
import { readTemplate, resolveParameters, type Template } from '@interlock/templates';
import type { z } from 'zod';
import { type LoadedProject, loadProject, type ServiceContext, transact } from '../access/index.ts';
import { onceByStep } from '../process/index.ts';
import { chooseDatasets } from './choose-datasets.ts';
import { type StartedRun, writeTraining } from './write-training.ts';

/** Starts a training from a template: writes the run and its training, and commands the process `run/<id>`. The same idempotency key in a project gives the run it gave before. */
export async function startRun(ctx: ServiceContext, input: StartRunInput): Promise<StartedRun> {
	const wanted = parseInput(startRunInput, input);
	const template = await readTemplate(wanted.template);
	const main = template.entryPoints.main;
	if (!main) throw new DomainError('invalid', `template: ${template.name} has no entry point "main"`, { field: 'template', value: template.name });
	const parameters = resolveParameters(main, wanted.parameters);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'run:start');
		const write = () => writeRun(tx, ctx, place, wanted, template, parameters);
		return wanted.idempotencyKey ? onceByStep(tx, `start-run/${place.id}/${wanted.idempotencyKey}`, write) : write();
	});
}

async function writeRun(
	tx: Tx,
	ctx: ServiceContext,
	place: LoadedProject,
	wanted: z.output<typeof startRunInput>,
	template: Template,
	parameters: Record<string, string>,
): Promise<StartedRun> {
	const datasets = await chooseDatasets(tx, place.id, wanted.datasets);
	const files = await Promise.all(template.files.map(async (f) => ({ path: f.path, ...(await ctx.storage.put(place.orgId, f.bytes)) })));
	const experimentId = await experimentNamed(tx, place, wanted.experiment, ctx.now().getTime());
	return writeTraining(tx, ctx, {
		orgId: place.orgId,
		projectId: place.id,
		experimentId,
		name: wanted.name ?? null,
		template: template.name,
		codeDigest: template.codeDigest,
		lockDigest: template.lockDigest,
		files,
		parameters,
		datasets,
		modelName: wanted.model ?? null,
		maxRuntimeMs: wanted.maxRuntimeMinutes * 60_000,
		threads: null,
	});
}

async function experimentNamed(tx: Tx, place: LoadedProject, name: string, nowMs: number): Promise<string> {
	const [known] = await tx
		.select({ id: experiment.id })
		.from(experiment)
		.where(and(eq(experiment.projectId, place.id), eq(experiment.name, name)));
	if (known) return known.id;
	const [number] = await tx.execute<{ n: number }>(
		sql`update project set next_experiment = next_experiment + 1 where id = ${place.id} returning next_experiment - 1 as n`,
	);
	const [made] = await tx
		.insert(experiment)
		.values({ orgId: place.orgId, projectId: place.id, number: number?.n ?? 1, name, createdAtMs: nowMs, updatedAtMs: nowMs })
		.returning({ id: experiment.id });
	if (!made) throw new DomainError('unavailable', 'The experiment could not be stored');
	return made.id;
}
