import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { run, runParam, runTag } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type KeyValue, runIdToWire } from '@interlock/domain/run';

/** Writes params, each at most once: the same value again is no change, another value is refused (`invalid`). */
export async function writeParams(tx: Tx, runId: string, params: readonly KeyValue[], single: boolean): Promise<void> {
	if (params.length === 0) return;
	const sorted = [...params].sort((a, b) => (a.key < b.key ? -1 : 1));
	const made = await tx
		.insert(runParam)
		.values(sorted.map((param) => ({ runId, ...param })))
		.onConflictDoNothing()
		.returning({ key: runParam.key });
	if (made.length === sorted.length) return;
	const known = await tx
		.select({ key: runParam.key, value: runParam.value })
		.from(runParam)
		.where(
			and(
				eq(runParam.runId, runId),
				inArray(
					runParam.key,
					sorted.map((p) => p.key),
				),
			),
		);
	const values = new Map(known.map((param) => [param.key, param.value]));
	const changed = sorted.filter((param) => values.get(param.key) !== param.value);
	const [first] = changed;
	if (!first) return;
	const wire = runIdToWire(runId);
	const sentence = single
		? `Changing param values is not allowed. Param with key='${first.key}' was already logged with value='${values.get(first.key)}' for run ID='${wire}'. Attempted logging new value '${first.value}'.`
		: `Changing param values is not allowed. Params were already logged='${listed(changed, values)}' for run ID='${wire}'.`;
	throw new DomainError('invalid', sentence, { field: `params.${first.key}`, value: first.value.slice(0, 80), limit: 'a param is logged once' });
}

/** Sets tags; the run's name follows the tag `mlflow.runName`. */
export async function writeTags(tx: Tx, runId: string, tags: readonly KeyValue[]): Promise<void> {
	if (tags.length === 0) return;
	const sorted = [...tags].sort((a, b) => (a.key < b.key ? -1 : 1));
	await tx
		.insert(runTag)
		.values(sorted.map((tag) => ({ runId, ...tag })))
		.onConflictDoUpdate({ target: [runTag.runId, runTag.key], set: { value: sql`excluded.value` } });
	const name = tags.find((tag) => tag.key === 'mlflow.runName')?.value;
	if (name)
		await tx
			.update(run)
			.set({ name: name.slice(0, 500) })
			.where(eq(run.id, runId));
}

function listed(changed: readonly KeyValue[], values: ReadonlyMap<string, string>): string {
	return `[${changed.map((p) => `{'key': '${p.key}', 'old_value': '${values.get(p.key)}', 'new_value': '${p.value}'}`).join(', ')}]`.slice(0, 2000);
}
