import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, gateResult, modelVersion, project, registeredModel } from '@interlock/db/tables';
import { type Headline, headlineOf, nameOfState, type RevisionComparison } from '@interlock/domain/change';
import { allowed, type ServiceContext } from '../access/index.ts';
import { type ChangeStanding, readStanding } from '../change/index.ts';

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

/** Open changes looked at, oldest first: what has waited longest comes before what came last. */
const LIMIT = 100;

type Row = { row: typeof change.$inferSelect; project: string };

/** Changes of an organization that wait for a person's verdict: their approval would bring them nearer to a rollout, and they may give it. */
export async function waitsForVerdict(tx: Tx, ctx: ServiceContext, of: { orgId: string; userId: string }): Promise<InboxChange[]> {
	const rows = await tx
		.select({ row: change, project: project.slug })
		.from(change)
		.innerJoin(project, eq(project.id, change.projectId))
		.where(
			and(
				eq(change.orgId, of.orgId),
				eq(change.state, 'in-review'),
				isNull(project.archivedAt),
				sql`not exists (select 1 from contributor c where c.change_id = ${change.id} and c.user_id = ${of.userId})`,
			),
		)
		.orderBy(asc(change.createdAt))
		.limit(LIMIT);
	const found: InboxChange[] = [];
	for (const one of rows) {
		if (!allowed(ctx, 'change:review', one.row)) continue;
		const standing = await readStanding(tx, ctx, one.row);
		if (!standing.waitsForViewer) continue;
		found.push(
			await lineOf(tx, one, standing, { asked: askOf(standing), because: 'You may approve it: you have the role it asks for and contributed nothing to it.' }),
		);
	}
	return found.sort((a, b) => a.sinceMs - b.sinceMs);
}

/** Open changes that a person opened, with what each waits for. */
export async function openedBy(tx: Tx, ctx: ServiceContext, of: { orgId: string; userId: string }): Promise<InboxChange[]> {
	const rows = await tx
		.select({ row: change, project: project.slug })
		.from(change)
		.innerJoin(project, eq(project.id, change.projectId))
		.where(
			and(
				eq(change.orgId, of.orgId),
				inArray(change.state, ['draft', 'in-review', 'approved']),
				eq(change.authorUserId, of.userId),
				isNull(project.archivedAt),
			),
		)
		.orderBy(desc(change.createdAt))
		.limit(LIMIT);
	const found: InboxChange[] = [];
	for (const one of rows) {
		if (!allowed(ctx, 'change:read', one.row)) continue;
		const standing = await readStanding(tx, ctx, one.row);
		found.push(await lineOf(tx, one, standing, { asked: waitsFor(standing), because: 'You opened it.' }));
	}
	return found;
}

function askOf({ loaded, decision }: ChangeStanding): string {
	const others = decision.missing.length - 1;
	const rest = others > 0 ? ` ${others} more ${others === 1 ? 'thing is' : 'things are'} missing besides.` : ' With it, the rollout starts.';
	return `Give a verdict on revision ${loaded.row.revision}.${rest}`;
}

function waitsFor({ loaded, decision, whoCan }: ChangeStanding): string {
	const { state } = loaded.row;
	if (state !== 'in-review') return state === 'approved' ? 'Its rollout runs.' : `It is ${nameOfState(state)}.`;
	if (loaded.revision.evaluation === 'pending' || loaded.revision.evaluation === 'running') return 'Waits for its evaluation.';
	const [first, ...more] = decision.missing;
	if (!first) return 'Nothing is missing.';
	const names = whoCan.length > 0 ? ` (${whoCan.slice(0, 3).join(', ')}${whoCan.length > 3 ? ` or ${whoCan.length - 3} more` : ''} can approve)` : '';
	return `Waits for ${first}${more.length > 0 ? ` and ${more.length} more` : ''}${names}.`;
}

async function lineOf(
	tx: Tx,
	{ row, project: slug }: Row,
	{ loaded, dueAtMs }: ChangeStanding,
	words: { asked: string; because: string },
): Promise<InboxChange> {
	const { revision, endpoint } = loaded;
	const [candidate] = await tx
		.select({ model: registeredModel.name, version: modelVersion.version })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(eq(modelVersion.id, revision.modelVersionId));
	const [gates] = await tx
		.select({ last: sql<Date | null>`max(${gateResult.decidedAt})`.mapWith(gateResult.decidedAt) })
		.from(gateResult)
		.where(and(eq(gateResult.changeId, row.id), eq(gateResult.revision, row.revision), ne(gateResult.status, 'pending')));
	const report = (revision.comparison as RevisionComparison | null)?.report ?? null;
	const { tone, title } = headlineOf({ evaluation: revision.evaluation, evaluationError: revision.evaluationError, report }, endpoint.config.unit);
	return {
		changeId: row.id,
		number: row.number,
		project: slug,
		title: row.title,
		endpoint: endpoint.name,
		environment: loaded.environment,
		model: candidate?.model ?? '',
		version: candidate?.version ?? 0,
		revision: row.revision,
		state: row.state as InboxChange['state'],
		headline: { tone, title },
		...words,
		sinceMs: Math.max(revision.createdAt.getTime(), gates?.last?.getTime() ?? 0),
		dueAtMs,
	};
}
