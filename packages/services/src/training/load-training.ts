import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { attempt, modelVersion, registeredModel, run, training } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import type { TrainingFacts } from '@interlock/domain/training';

export interface LoadedTraining {
	training: typeof training.$inferSelect;
	run: typeof run.$inferSelect;
	attempts: (typeof attempt.$inferSelect)[];
}

/** Loads a training with its run and attempts under the training row's lock. */
export async function lockTraining(tx: Tx, runId: string): Promise<LoadedTraining> {
	const [row] = await tx.select().from(training).where(eq(training.runId, runId)).for('update');
	const [of] = await tx.select().from(run).where(eq(run.id, runId));
	if (!row || !of) throw new DomainError('not-found', 'run not found', { field: 'run', value: runId });
	const attempts = await tx.select().from(attempt).where(eq(attempt.runId, runId)).orderBy(asc(attempt.number));
	return { training: row, run: of, attempts };
}

/** What the rules look at, from the rows. */
export async function factsOf(tx: Tx, loaded: LoadedTraining): Promise<TrainingFacts> {
	const { training: row, attempts } = loaded;
	let registered = false;
	if (row.modelName !== null) {
		const [version] = await tx
			.select({ id: modelVersion.id })
			.from(modelVersion)
			.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
			.where(and(eq(modelVersion.runId, row.runId), eq(registeredModel.name, row.modelName)))
			.limit(1);
		registered = version !== undefined;
	}
	return {
		state: row.state,
		cancelRequested: row.cancelRequestedAt !== null,
		modelName: row.modelName,
		registered,
		attempts: attempts.map((a) => ({ number: a.number, state: a.state, leaseExpiresAtMs: a.leaseExpiresAt?.getTime() ?? null, reason: a.reason })),
	};
}
