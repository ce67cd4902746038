import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, modelVersion, rollout } from '@interlock/db/tables';
import { nameOf } from '@interlock/domain/access';
import { type RequestRollbackInput, requestRollbackInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { type EndpointRow, loadEndpoint } from './load-endpoint.ts';
import { isOpenRollout, lockRollout, openRolloutOf } from './load-rollout.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';
import { rollBackInTx } from './roll-back.ts';
import { ringChanges } from './ring-changes.ts';
import { whyNotWithoutApproval } from './recent-approval.ts';
import { setAliases } from './set-aliases.ts';
import { championOnly, writeRoute } from './write-route.ts';

export interface RolledBack {
	/** `rollout`: the open rollout was taken back. `champion`: the version serving was replaced by the one before. */
	what: 'rollout' | 'champion';
	/** The version that serves now; null when a first version was taken back. */
	toVersion: number | null;
	reason: string;
}

/**
 * Rolls an endpoint back now, with a reason: the open rollout if there is one, else the champion to the version before it. The new route
 * is written in this transaction and holds the endpoint until a person approves a change. `conflict` when there is nothing to go back to,
 * when the named version isn't the one that would be taken back, or when a rollback holds the endpoint already and no version is named:
 * the rollout that the caller saw may just have been taken back by itself.
 */
export async function requestRollback(ctx: ServiceContext, input: RequestRollbackInput): Promise<RolledBack> {
	const wanted = parseInput(requestRollbackInput, input);
	return transact(ctx, async (tx) => {
		const { row: served } = await loadEndpoint(tx, ctx, wanted, 'endpoint:rollback');
		const reason = `Rolled back by ${nameOf(ctx.actor)}: ${wanted.reason}`;
		const openId = await openRolloutOf(tx, served.id);
		const open = openId ? await lockRollout(tx, ctx, openId, 'endpoint:rollback') : null;
		if (open && isOpenRollout(open.row)) {
			await requireVersion(tx, served.name, open.row.toVersionId, wanted.version);
			await rollBackInTx(tx, ctx, open, reason);
			await enqueueCommand(tx, { kind: 'doorbell', process: 'rollout', workflowId: `rollout/${open.row.id}` });
			return { what: 'rollout', toVersion: await versionOf(tx, open.row.fromVersionId), reason };
		}
		const [locked] = await tx.select().from(endpoint).where(eq(endpoint.id, served.id)).for('update');
		if (!locked || (await openRolloutOf(tx, served.id))) throw conflict(served.name, 'a rollout was started just now; look again', 'rollout-open');
		if (locked.heldReason && wanted.version === undefined)
			throw conflict(served.name, `it was rolled back already (${locked.heldReason}); name the version to take back`, 'held');
		if (locked.championVersionId) await requireVersion(tx, served.name, locked.championVersionId, wanted.version);
		const to = wanted.to === undefined ? locked.previousVersionId : await idOf(tx, locked, wanted.to);
		const why = to && (await whyNotWithoutApproval(tx, locked, to, ctx.now()));
		if (why) deny('endpoint.rolled-back', locked, { kind: 'endpoint', id: locked.id, name: locked.name }, why, 'not-approved-recently');
		await rollBackChampion(tx, ctx, { ...locked, previousVersionId: to }, reason);
		return { what: 'champion', toVersion: await versionOf(tx, to), reason };
	});
}

async function idOf(tx: Tx, { modelId, name, championVersionId }: EndpointRow, version: number): Promise<string> {
	const [row] = await tx
		.select({ id: modelVersion.id })
		.from(modelVersion)
		.where(and(eq(modelVersion.modelId, modelId), eq(modelVersion.version, version)));
	if (!row) throw new DomainError('not-found', `to: the model of ${name} has no version ${version}`, { field: 'to', value: version });
	if (row.id === championVersionId) throw conflict(name, `it runs version ${version} already`, 'runs-already');
	return row.id;
}

async function requireVersion(tx: Tx, name: string, versionId: string, wanted: number | undefined): Promise<void> {
	const version = await versionOf(tx, versionId);
	if (wanted !== undefined && wanted !== version) throw conflict(name, `version ${wanted} isn't the one to take back, version ${version} is`, 'other-version');
}

function conflict(name: string, problem: string, reason: string): DomainError {
	return new DomainError('conflict', `endpoint ${name}: ${problem}`, { field: 'endpoint', value: name, reason });
}

/** Replaces the champion by the version before it; `conflict` when there is none. For a transaction that holds the endpoint. */
export async function rollBackChampion(tx: Tx, ctx: ServiceContext, served: EndpointRow, reason: string): Promise<void> {
	const { championVersionId: from, previousVersionId: to } = served;
	if (!from || !to) throw conflict(served.name, 'there is no version before the one it serves', 'nothing-before');
	const routeSeq = await writeRoute(tx, served, `endpoint/${served.id}/roll-back/${randomUUID()}`, championOnly(to));
	await tx.update(endpoint).set({ championVersionId: to, previousVersionId: null, heldReason: reason }).where(eq(endpoint.id, served.id));
	await tx
		.update(rollout)
		.set({ state: 'rolled-back', reason })
		.where(and(eq(rollout.endpointId, served.id), eq(rollout.toVersionId, from), eq(rollout.state, 'live')));
	await setAliases(tx, served, { champion: to, previous: null });
	await recordAudit(tx, ctx, {
		action: 'endpoint.rolled-back',
		orgId: served.orgId,
		projectId: served.projectId,
		target: { kind: 'endpoint', id: served.id, name: served.name },
		reason,
		before: { championVersionId: from },
		after: { championVersionId: to, routeSeq },
	});
	await ringChanges(tx, served.id);
	await publishEndpointEvent(tx, served, 'endpoint.rolled-back', { reason });
}

async function versionOf(tx: Tx, versionId: string | null): Promise<number | null> {
	if (!versionId) return null;
	const [row] = await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, versionId));
	return row?.version ?? null;
}
