import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { artifact, run, runInput, runLog, runOutput, runParam, runTag } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { hasEnded, runIdToWire, type RunStatusName } from '@interlock/domain/run';
import { digestJson } from '@interlock/storage';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { RunRow } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';

/**
 * Moves a run to a status inside a caller's transaction; the caller has authorized. The row is locked and read again: of a client that ends its run and
 * a training that ends it, one leaves the telemetry entry: what was logged, counted and digested. The same status twice changes nothing (`moved` false).
 */
export async function moveRunTo(
	tx: Tx,
	ctx: Pick<ServiceContext, 'actor' | 'now' | 'request'>,
	runId: string,
	status: RunStatusName,
	endedAtMs?: number,
): Promise<{ run: RunRow; moved: boolean }> {
	const [row] = await tx.select().from(run).where(eq(run.id, runId)).for('update');
	if (!row) throw new DomainError('not-found', `Run with id=${runIdToWire(runId)} not found`, { field: 'run_id', value: runIdToWire(runId) });
	const ended = endedAtMs ?? (hasEnded(status) ? (row.endedAtMs ?? ctx.now().getTime()) : null);
	if (row.status === status && row.endedAtMs === ended) return { run: row, moved: false };
	const moved = { ...row, status, endedAtMs: ended };
	await tx.update(run).set({ status, endedAtMs: ended }).where(eq(run.id, row.id));
	if (hasEnded(status) && !hasEnded(row.status)) await recordTelemetry(tx, ctx, moved);
	else if (row.status !== status) {
		await recordAudit(tx, ctx, {
			action: 'run.status-changed',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'run', id: row.id, name: row.name },
			before: { status: row.status },
			after: { status },
		});
	}
	await publishRunChanged(tx, moved, ['status']);
	return { run: moved, moved: true };
}

async function recordTelemetry(tx: Tx, ctx: Pick<ServiceContext, 'actor' | 'now' | 'request'>, row: RunRow): Promise<void> {
	const logged = await readTelemetry(tx, row.id);
	const points = logged.metrics.reduce((sum, metric) => sum + metric.points, 0);
	await recordAudit(tx, ctx, {
		action: 'run.ended',
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'run', id: row.id, name: row.name },
		subjectDigest: digestJson(logged),
		after: {
			status: row.status,
			metrics: logged.metrics.length,
			metricPoints: points,
			params: logged.params.length,
			tags: logged.tags.length,
			inputs: logged.inputs.length,
			artifacts: logged.artifacts.length,
			logBytes: logged.logs.reduce((sum, log) => sum + log.bytes, 0),
		},
	});
}

/** Everything a run logged, each metric's and log's content as a sha256 over its ordered rows. */
async function readTelemetry(tx: Tx, runId: string) {
	const metrics = await tx.execute<{ key: string; points: string; sha256: string }>(sql`
		select key, count(*) as points, encode(sha256(convert_to(string_agg(concat_ws('|', step, timestamp_ms, value, is_nan, attempt), chr(10)
			order by step, timestamp_ms, value, is_nan), 'UTF8')), 'hex') as sha256
		from metric_point where run_id = ${runId} group by key order by key`);
	const logs = await tx.execute<{ stream: string; bytes: string; sha256: string }>(sql`
		select ${runLog.stream} as stream, sum(octet_length(${runLog.text})) as bytes, encode(sha256(convert_to(string_agg(${runLog.text}, '' order by ${runLog.attempt}, ${runLog.offset}), 'UTF8')), 'hex') as sha256
		from ${runLog} where ${runLog.runId} = ${runId} group by 1 order by 1`);
	return {
		metrics: [...metrics].map((m) => ({ key: m.key, points: Number(m.points), sha256: m.sha256 })),
		logs: [...logs].map((l) => ({ stream: l.stream, bytes: Number(l.bytes), sha256: l.sha256 })),
		params: await tx.select({ key: runParam.key, value: runParam.value }).from(runParam).where(eq(runParam.runId, runId)).orderBy(runParam.key),
		tags: await tx.select({ key: runTag.key, value: runTag.value }).from(runTag).where(eq(runTag.runId, runId)).orderBy(runTag.key),
		inputs: await tx
			.select({ name: runInput.name, digest: runInput.digest })
			.from(runInput)
			.where(eq(runInput.runId, runId))
			.orderBy(runInput.name, runInput.digest),
		outputs: await tx.select({ loggedModelId: runOutput.loggedModelId }).from(runOutput).where(eq(runOutput.runId, runId)).orderBy(runOutput.loggedModelId),
		artifacts: await tx
			.select({ path: artifact.path, sha256: artifact.sha256, sizeBytes: artifact.sizeBytes })
			.from(artifact)
			.where(eq(artifact.ownerId, runId))
			.orderBy(artifact.path),
	};
}
