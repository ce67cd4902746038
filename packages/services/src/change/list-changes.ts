import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, modelVersion, registeredModel, rollout } from '@interlock/db/tables';
import {
	type ChangeState,
	type Headline,
	headlineOf,
	isWaived,
	judgeVotes,
	type ListChangesInput,
	listChangesInput,
	requirementStandings,
	type RevisionComparison,
} from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import { loadProject, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { type ChangeStanding, readStandings } from './read-standing.ts';

export interface ChangeSummary {
	id: string;
	number: number;
	title: string;
	state: ChangeState;
	origin: 'person' | 'retrain';
	author: string;
	/** Opened by a service account or a process. */
	serviceAccount: boolean;
	endpoint: string;
	environment: string;
	model: string;
	version: number;
	/** What it is compared with; null for a first version. */
	baseVersion: number | null;
	revision: number;
	headline: Pick<Headline, 'tone' | 'title'>;
	/** Gates of the newest revision, each counted once: one that is waived now isn't failed. */
	gates: { passed: number; waived: number; failed: number; inconclusive: number; pending: number };
	/** Approvals of the newest revision that are counted now, and how many the requirements that apply ask for together. */
	approvals: { given: number; needed: number };
	/** State of its rollout, once approved. */
	rollout: 'running' | 'paused' | 'live' | 'rolled-back' | null;
	/** It waits for the viewer's verdict, as their inbox says. */
	waitsForYou: boolean;
	closedReason: string | null;
	createdAtMs: number;
	updatedAtMs: number;
}

const OPEN: ChangeState[] = ['draft', 'in-review', 'approved'];
const ENDED: ChangeState[] = ['applied', 'closed'];

/** A page of a project's changes, newest first, at most `limit` from `offset`, with the counts of open and ended ones; each from the facts that its page is made from. */
export async function listChanges(ctx: ServiceContext, input: ListChangesInput): Promise<{ changes: ChangeSummary[]; open: number; closed: number }> {
	const wanted = parseInput(listChangesInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const place = await loadProject(tx, ctx, wanted, 'change:read');
		const states = wanted.state === 'open' ? OPEN : wanted.state === 'closed' ? ENDED : [...OPEN, ...ENDED];
		const rows = await tx
			.select()
			.from(change)
			.where(and(eq(change.projectId, place.projectId), inArray(change.state, states)))
			.orderBy(desc(change.number))
			.limit(wanted.limit)
			.offset(wanted.offset);
		const standings = await readStandings(tx, ctx, rows);
		const nameOf = await versionNames(tx, standings);
		const rollouts = await rolloutsOf(
			tx,
			rows.map(({ id }) => id),
		);
		const counts = await tx
			.select({ state: change.state, n: sql<number>`count(*)::int` })
			.from(change)
			.where(eq(change.projectId, place.projectId))
			.groupBy(change.state);
		const total = (some: ChangeState[]) => counts.filter(({ state }) => some.includes(state)).reduce((sum, { n }) => sum + n, 0);
		const nowMs = ctx.now().getTime();
		return {
			open: total(OPEN),
			closed: total(ENDED),
			changes: standings.map((standing) => {
				const { row } = standing.loaded;
				return { ...summaryOf(standing, nowMs), ...nameOf(standing), rollout: rollouts.find(({ changeId }) => changeId === row.id)?.state ?? null };
			}),
		};
	});
}

function summaryOf(standing: ChangeStanding, nowMs: number): Omit<ChangeSummary, 'model' | 'version' | 'baseVersion' | 'rollout'> {
	const { row, revision, endpoint, environment } = standing.loaded;
	const { evaluation, evaluationError } = revision;
	const report = (revision.comparison as RevisionComparison | null)?.report ?? null;
	const { title, tone } = headlineOf({ evaluation, evaluationError, report }, endpoint.config.unit);
	return {
		id: row.id,
		number: row.number,
		title: row.title,
		state: row.state,
		origin: row.origin,
		author: row.author,
		serviceAccount: row.authorServiceAccountId !== null,
		endpoint: endpoint.name,
		environment,
		revision: row.revision,
		headline: { title, tone },
		gates: countGates(standing, nowMs),
		approvals: countApprovals(standing, nowMs),
		waitsForYou: standing.waitsForViewer,
		closedReason: row.closedReason,
		createdAtMs: row.createdAt.getTime(),
		updatedAtMs: row.updatedAt.getTime(),
	};
}

function countGates({ read, policy }: ChangeStanding, nowMs: number): ChangeSummary['gates'] {
	const counts = { passed: 0, waived: 0, failed: 0, inconclusive: 0, pending: 0 };
	for (const gate of read.gates) {
		if (isWaived(policy.document, read.subject.contributors, gate, nowMs)) counts.waived += 1;
		else counts[gate.status === 'running' ? 'pending' : gate.status] += 1;
	}
	return counts;
}

function countApprovals({ read, policy, votes }: ChangeStanding, nowMs: number): ChangeSummary['approvals'] {
	const judged = judgeVotes(policy.document, read.subject, votes, read.facts, nowMs);
	const asked = requirementStandings(policy.document, judged, read.facts).filter(({ applies }) => applies);
	const needed = asked.reduce((sum, { requirement }) => sum + requirement.count, 0);
	return { given: needed - asked.reduce((sum, { missing }) => sum + missing, 0), needed };
}

async function versionNames(tx: Tx, standings: readonly ChangeStanding[]) {
	const ids = standings.flatMap(({ loaded: { revision } }) => [revision.modelVersionId, ...(revision.baseModelVersionId ? [revision.baseModelVersionId] : [])]);
	const rows =
		ids.length === 0
			? []
			: await tx
					.select({ id: modelVersion.id, model: registeredModel.name, version: modelVersion.version })
					.from(modelVersion)
					.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
					.where(inArray(modelVersion.id, ids));
	const of = (id: string | null) => rows.find((row) => row.id === id);
	return ({ loaded: { revision } }: ChangeStanding): Pick<ChangeSummary, 'model' | 'version' | 'baseVersion'> => {
		const head = of(revision.modelVersionId);
		return { model: head?.model ?? '', version: head?.version ?? 0, baseVersion: of(revision.baseModelVersionId)?.version ?? null };
	};
}

async function rolloutsOf(tx: Tx, ids: string[]) {
	if (ids.length === 0) return [];
	return tx.select({ changeId: rollout.changeId, state: rollout.state }).from(rollout).where(inArray(rollout.changeId, ids)).orderBy(desc(rollout.createdAt));
}
