import type { Tx } from '@interlock/db';
import { type Decision, decide, explainApprove, reviewDueAt, type Vote } from '@interlock/domain/change';
import { allowed, type ServiceContext } from '../access/index.ts';
import { actingContext } from './acting-context.ts';
import type { ChangeRow } from './load-change.ts';
import { withPartsOfAll } from './load-changes.ts';
import { type BoundChange, type ReadFacts, readFactsOfAll } from './read-facts.ts';
import { speakerOf } from './speaker.ts';
import { type RecordedVote, votesOfAll } from './votes-of.ts';

type Asked = ReadFacts['people'][number];

/** Where a change stands for one reader. */
export interface ChangeStanding extends BoundChange {
	read: ReadFacts;
	votes: RecordedVote[];
	decision: Decision;
	/** Until when it is to be reviewed, by its policy. */
	dueAtMs: number;
	/** The reader may approve, it is evaluated, and their approval would take something off the list of what is missing. */
	waitsForViewer: boolean;
}

/** Where some changes of one organization stand, whose rows were loaded and authorized, in their order. As many queries for one as for a hundred. */
export async function readStandings(tx: Tx, ctx: ServiceContext, rows: readonly ChangeRow[]): Promise<ChangeStanding[]> {
	const bound = await withPartsOfAll(tx, rows);
	const reads = await readFactsOfAll(tx, bound, ctx.now());
	const votes = await votesOfAll(
		tx,
		rows.map(({ id }) => id),
	);
	const { userId } = await speakerOf(tx, ctx.actor);
	const nowMs = ctx.now().getTime();
	return bound.flatMap(({ loaded, policy }, i) => {
		const read = reads[i];
		if (!read) return [];
		const own = votes.filter(({ changeId }) => changeId === loaded.row.id);
		const standing = {
			loaded,
			policy,
			read,
			votes: own,
			decision: decide(policy.document, read.subject, own, read.facts, nowMs),
			dueAtMs: Math.min(reviewDueAt({ pushedAtMs: loaded.revision.createdAt.getTime() }, policy.document), loaded.row.expiresAt.getTime()),
		};
		const viewer = read.people.find((person) => person.userId === userId);
		const mayReview = viewer !== undefined && allowed(actingContext(ctx, loaded.row.orgId, viewer), 'change:review', loaded.row);
		return [{ ...standing, waitsForViewer: mayReview && waitsFor(standing, viewer, nowMs) }];
	});
}

/** The same of one change. */
export async function readStanding(tx: Tx, ctx: ServiceContext, row: ChangeRow): Promise<ChangeStanding> {
	const [standing] = await readStandings(tx, ctx, [row]);
	if (!standing) throw new Error(`change ${row.id} stands nowhere`);
	return standing;
}

/** Ids of everybody a change waits for: who may approve it, and whose approval would make `decide` miss less. */
export function whomItWaitsFor(standing: Omit<ChangeStanding, 'waitsForViewer'>, nowMs: number): string[] {
	return standing.read.people.filter((person) => waitsFor(standing, person, nowMs)).map(({ userId }) => userId);
}

/** Names of the people who can approve now. */
export function whoCanApprove({ read, policy, votes }: ChangeStanding, nowMs: number): string[] {
	const [anybody] = read.people;
	return anybody ? explainApprove(anybody, read.subject, policy.document, votes, read.people, nowMs, read.facts).whoCan : [];
}

function waitsFor({ read, policy, votes, decision }: Omit<ChangeStanding, 'waitsForViewer'>, person: Asked, nowMs: number): boolean {
	const { subject, facts } = read;
	if (facts.evaluation !== 'finished' && facts.evaluation !== 'failed') return false;
	if (!explainApprove(person, subject, policy.document, votes, [], nowMs, facts).enabled) return false;
	const { revision, digest, policyDigest } = subject;
	const vote: Vote = { userId: person.userId, name: person.name, verdict: 'approve', revision, digest, policyDigest, atMs: nowMs };
	return decide(policy.document, subject, [...votes, vote], facts, nowMs).missing.join('\n') !== decision.missing.join('\n');
}
