import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, environment, modelVersion } from '@interlock/db/tables';
import { type ChangePlace, changePlaceInput, nameOfState, type PromoteChangeInput, promoteChangeInput } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadChange, type LoadedChange } from './load-change.ts';
import { type OpenedChange, openChangeInTx } from './open-change.ts';

/**
 * Proposes the very version that a change brought to its endpoint, digest for digest, for an endpoint of another environment, with a link to
 * the change it promotes. Without `endpoint` it is the one that stands on the same model elsewhere. Errors: `conflict` for a change that
 * isn't applied or without a place to go; as in `openChange` for the rest.
 */
export async function promoteChange(ctx: ServiceContext, input: PromoteChangeInput): Promise<OpenedChange> {
	const wanted = parseInput(promoteChangeInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadApplied(tx, ctx, wanted);
		const target = await nextEndpoint(tx, loaded, wanted.endpoint);
		const version = await versionNumber(tx, loaded.revision.modelVersionId);
		return openChangeInTx(
			tx,
			ctx,
			{
				org: wanted.org,
				project: wanted.project,
				endpoint: target.name,
				version,
				title: `Promote version ${version} from ${loaded.environment} to ${target.environment}`,
				description: `Promotes change #${loaded.row.number}: the same digest, now for ${target.name} in ${target.environment}.`,
			},
			{ kind: 'promotes', changeId: loaded.row.id },
		);
	});
}

/** Proposes to take a change back: the version that its endpoint ran before, with a link to the change it reverts. `conflict` when there was none. */
export async function revertChange(ctx: ServiceContext, input: ChangePlace): Promise<OpenedChange> {
	const wanted = parseInput(changePlaceInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadApplied(tx, ctx, wanted);
		const { row, revision } = loaded;
		if (revision.baseModelVersionId === null)
			throw new DomainError('conflict', `number: change #${row.number} brought the first version; there is none to go back to`, {
				field: 'number',
				value: row.number,
				reason: 'nothing-before',
			});
		const version = await versionNumber(tx, revision.baseModelVersionId);
		return openChangeInTx(
			tx,
			ctx,
			{
				org: wanted.org,
				project: wanted.project,
				endpoint: loaded.endpoint.name,
				version,
				title: `Revert #${row.number}: back to version ${version}`,
				description: `Takes change #${row.number} back.`,
			},
			{ kind: 'reverts', changeId: row.id },
		);
	});
}

async function loadApplied(tx: Tx, ctx: ServiceContext, place: ChangePlace): Promise<LoadedChange> {
	const loaded = await loadChange(tx, ctx, { ...place, number: Number(place.number) }, 'change:open');
	if (loaded.row.state !== 'applied')
		throw new DomainError('conflict', `state: only an applied change is promoted or reverted; this one is ${nameOfState(loaded.row.state)}`, {
			field: 'state',
			value: loaded.row.state,
			reason: 'change-state',
		});
	return loaded;
}

async function nextEndpoint(tx: Tx, { endpoint: from, row }: LoadedChange, wanted: string | undefined): Promise<{ name: string; environment: string }> {
	const elsewhere = await placesElsewhere(tx, from);
	const named = wanted === undefined ? elsewhere : elsewhere.filter(({ name }) => name === wanted);
	const found = named.find((place) => place.environment === 'production') ?? named[0];
	if (found) return found;
	const problem =
		wanted === undefined
			? `no endpoint of another environment stands on the model of #${row.number}`
			: `${wanted} is none of another environment on the same model`;
	throw new DomainError('conflict', `endpoint: ${problem}`, { field: 'endpoint', value: wanted ?? null, reason: 'nowhere-to-promote' });
}

/** Endpoints of other environments that stand on the same model. */
export async function placesElsewhere(
	tx: Tx,
	from: Pick<LoadedChange['endpoint'], 'modelId' | 'environmentId'>,
): Promise<{ name: string; environment: string }[]> {
	return tx
		.select({ name: endpoint.name, environment: environment.name })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(and(eq(endpoint.modelId, from.modelId), ne(endpoint.environmentId, from.environmentId)))
		.orderBy(endpoint.name);
}

async function versionNumber(tx: Tx, versionId: string): Promise<number> {
	const [row] = await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, versionId));
	if (!row) throw new DomainError('not-found', 'the model version is gone', { field: 'version', value: versionId });
	return row.version;
}

/** What a change promotes or reverts, and where its own version can go next; for its page. */
export async function linkView(tx: Tx, { row, endpoint: from }: LoadedChange) {
	const [linked] = row.linkedChangeId
		? await tx.select({ number: change.number, title: change.title }).from(change).where(eq(change.id, row.linkedChangeId))
		: [];
	const targets = row.state === 'applied' ? await placesElsewhere(tx, from) : [];
	return { link: linked && row.linkKind ? { kind: row.linkKind, ...linked } : null, promoteTo: targets };
}
