import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, gateResult, modelVersion, project, registeredModel } from '@interlock/db/tables';
import { type Headline, headlineOf, nameOfState, type RevisionComparison } from '@interlock/domain/change';
import { allowed, type ServiceContext } from '../access/index.ts';
import { type ChangeStanding, readStandings, whoCanApprove } from '../change/index.ts';

/** A change as a line of an inbox. */
export interface InboxChange {
	changeId: string;
	number: number;
	project: string;
	title: string;
	endpoint: string;
	environment: string;
	model: string;
	version: number;
	revision: number;
	state: 'draft' | 'in-review' | 'approved';
	headline: Pick<Headline, 'tone' | 'title'>;
	/** What is asked of the reader, or what the change waits for, as a sentence. */
	asked: string;
	/** Why the reader, as a sentence. */
	because: string;
	/** Since when it waits. */
	sinceMs: number;
	/** Until when it is to be reviewed. */
	dueAtMs: number;
}

/** Lines of a pile that are shown; `total` counts them all. */
export interface InboxPile {
	lines: InboxChange[];
	total: number;
}

const PAGE = 100;
/** Open changes looked at, oldest first: what has waited longest comes before what came last. */
const MOST = 1_000;

type Reader = { orgId: string; userId: string };
type Row = { row: typeof change.$inferSelect; project: string };

/**
 * Changes of an organization that wait for a person's verdict, what has waited longest first: their approval would bring them nearer to a
 * rollout, and they may give it. `ids`: of all of them, also those beyond the page.
 */
export async function waitsForVerdict(tx: Tx, ctx: ServiceContext, of: Reader): Promise<InboxPile & { ids: string[] }> {
	const rows = await openChanges(tx)
		.where(
			and(
				eq(change.orgId, of.orgId),
				eq(change.state, 'in-review'),
				isNull(project.archivedAt),
				sql`not exists (select 1 from contributor c where c.change_id = ${change.id} and c.user_id = ${of.userId})`,
			),
		)
		.orderBy(asc(change.createdAt))
		.limit(MOST);
	const seen = rows.filter(({ row }) => allowed(ctx, 'change:read', row));
	const waiting: ChangeStanding[] = [];
	for (let at = 0; at < seen.length; at += PAGE) {
		const standings = await readStandings(
			tx,
			ctx,
			seen.slice(at, at + PAGE).map(({ row }) => row),
		);
		waiting.push(...standings.filter(({ waitsForViewer }) => waitsForViewer));
	}
	const because = 'You may approve it: you have the role it asks for and contributed nothing to it.';
	const lines = await linesOf(tx, rows, waiting.slice(0, PAGE), (standing) => ({ asked: askOf(standing), because }));
	return { lines: lines.sort((a, b) => a.sinceMs - b.sinceMs), total: waiting.length, ids: waiting.map(({ loaded }) => loaded.row.id) };
}

/** Open changes that a person opened, newest first, with what each waits for. */
export async function openedBy(tx: Tx, ctx: ServiceContext, of: Reader): Promise<InboxPile> {
	const own = and(
		eq(change.orgId, of.orgId),
		inArray(change.state, ['draft', 'in-review', 'approved']),
		eq(change.authorUserId, of.userId),
		isNull(project.archivedAt),
	);
	const rows = await openChanges(tx).where(own).orderBy(desc(change.createdAt)).limit(MOST);
	const seen = rows.filter(({ row }) => allowed(ctx, 'change:read', row));
	const standings = await readStandings(
		tx,
		ctx,
		seen.slice(0, PAGE).map(({ row }) => row),
	);
	const nowMs = ctx.now().getTime();
	const lines = await linesOf(tx, rows, standings, (standing) => ({ asked: waitsFor(standing, nowMs), because: 'You opened it.' }));
	return { lines, total: seen.length };
}

function openChanges(tx: Tx) {
	return tx.select({ row: change, project: project.slug }).from(change).innerJoin(project, eq(project.id, change.projectId));
}

function askOf({ loaded, decision }: ChangeStanding): string {
	const others = decision.missing.length - 1;
	const rest = others > 0 ? ` ${others} more ${others === 1 ? 'thing is' : 'things are'} missing besides.` : ' With it, the rollout starts.';
	return `Give a verdict on revision ${loaded.row.revision}.${rest}`;
}

function waitsFor(standing: ChangeStanding, nowMs: number): string {
	const { loaded, decision } = standing;
	const { state } = loaded.row;
	if (state !== 'in-review') return state === 'approved' ? 'Its rollout runs.' : `It is ${nameOfState(state)}.`;
	if (loaded.revision.evaluation === 'pending' || loaded.revision.evaluation === 'running') return 'Waits for its evaluation.';
	const [first, ...more] = decision.missing;
	if (!first) return 'Nothing is missing.';
	const whoCan = whoCanApprove(standing, nowMs);
	const names = whoCan.length > 0 ? ` (${whoCan.slice(0, 3).join(', ')}${whoCan.length > 3 ? ` or ${whoCan.length - 3} more` : ''} can approve)` : '';
	return `Waits for ${first}${more.length > 0 ? ` and ${more.length} more` : ''}${names}.`;
}

async function linesOf(
	tx: Tx,
	rows: readonly Row[],
	standings: readonly ChangeStanding[],
	wordsOf: (standing: ChangeStanding) => { asked: string; because: string },
): Promise<InboxChange[]> {
	if (standings.length === 0) return [];
	const candidates = await tx
		.select({ id: modelVersion.id, model: registeredModel.name, version: modelVersion.version })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(
			inArray(
				modelVersion.id,
				standings.map(({ loaded }) => loaded.revision.modelVersionId),
			),
		);
	const gates = await tx
		.select({ changeId: gateResult.changeId, last: sql<Date>`max(${gateResult.decidedAt})`.mapWith(gateResult.decidedAt) })
		.from(gateResult)
		.innerJoin(change, and(eq(change.id, gateResult.changeId), eq(change.revision, gateResult.revision)))
		.where(
			and(
				inArray(
					gateResult.changeId,
					standings.map(({ loaded }) => loaded.row.id),
				),
				ne(gateResult.status, 'pending'),
			),
		)
		.groupBy(gateResult.changeId);
	return standings.map((standing) => {
		const { row, revision, endpoint, environment } = standing.loaded;
		const candidate = candidates.find(({ id }) => id === revision.modelVersionId);
		const report = (revision.comparison as RevisionComparison | null)?.report ?? null;
		const { tone, title } = headlineOf({ evaluation: revision.evaluation, evaluationError: revision.evaluationError, report }, endpoint.config.unit);
		return {
			changeId: row.id,
			number: row.number,
			project: rows.find((one) => one.row.id === row.id)?.project ?? '',
			title: row.title,
			endpoint: endpoint.name,
			environment,
			model: candidate?.model ?? '',
			version: candidate?.version ?? 0,
			revision: row.revision,
			state: row.state as InboxChange['state'],
			headline: { tone, title },
			...wordsOf(standing),
			sinceMs: Math.max(revision.createdAt.getTime(), gates.find(({ changeId }) => changeId === row.id)?.last.getTime() ?? 0),
			dueAtMs: standing.dueAtMs,
		};
	});
}
