import type { Verdict } from '@interlock/domain/change';
import type { Round } from './workload.ts';

interface ReviewRow {
	id: string;
	reviewer: string;
	userId: string | null;
	verdict: Verdict;
}

/**
 * What a round broke, as sentences; empty for a clean one. It looks at the rows and at what each voter was answered, never at what `decide`
 * said: rows of verdicts carry ids that grow in the order in which they were written under the change's lock.
 */
export async function checkRound(round: Round): Promise<string[]> {
	const { sql } = round.scene.db;
	const { id } = round.opened;
	const rows = await sql<ReviewRow[]>`select id, reviewer, reviewer_user_id as "userId", verdict from review where change_id = ${id} order by id`;
	const [counts] = await sql<{ rollouts: number; open: number; revision: number }[]>`
		select (select count(*)::int from rollout where change_id = ${id}) as rollouts,
			(select count(*)::int from rollout where endpoint_id = ${round.scene.endpointId} and state in ('running', 'paused')) as open,
			(select revision from change where id = ${id}) as revision`;
	const { rollouts = 0, open = 0, revision = 1 } = counts ?? {};
	return [
		...round.failures.map((failure) => `failure: ${failure}`),
		...lostVotes(round, rows),
		...selfApprovals(round, rows),
		...(rollouts > 1 ? [`double rollout: ${rollouts} of one change`] : []),
		...(open > 1 ? [`double rollout: ${open} are open on one endpoint`] : []),
		...decisions(round, rows, rollouts > 0, revision),
	];
}

/** Each accepted verdict is one row, and each row is an accepted verdict. */
function lostVotes({ calls }: Round, rows: ReviewRow[]): string[] {
	const accepted = calls.flatMap((call) => (call.accepted ? [{ ...call, id: call.accepted.reviewId }] : []));
	const stored = new Set(rows.map((row) => row.id));
	const answered = new Set(accepted.map((call) => call.id));
	return [
		...accepted.filter((call) => !stored.has(call.id)).map((call) => `lost vote: ${call.who} was told that "${call.verdict}" counts, and no row has it`),
		...rows.filter((row) => !answered.has(row.id)).map((row) => `lost vote: ${row.reviewer}'s "${row.verdict}" is stored, and they were told otherwise`),
	];
}

function selfApprovals({ contributors }: Round, rows: ReviewRow[]): string[] {
	return rows
		.filter((row) => row.verdict === 'approve' && (row.userId === null || contributors.has(row.userId)))
		.map((row) => `self-approval: ${row.reviewer} approved and ${row.userId === null ? 'is no person' : 'contributed'}`);
}

/** A rollout stands on enough approvals and no objection at the verdict that started it; without one, there weren't enough. */
function decisions(round: Round, rows: ReviewRow[], rolledOut: boolean, revision: number): string[] {
	if (!rolledOut) {
		if (revision > 1) return [];
		const { approvals, blocks } = standing(rows);
		return approvals >= round.needed && blocks === 0 ? [`overlooked: ${approvals} of ${round.needed} approvals stand and nothing rolls out`] : [];
	}
	const deciding = round.calls.filter((call) => call.accepted?.rolloutId);
	if (deciding.length > 1) return [`double rollout: ${deciding.length} voters were told that theirs started it`];
	const id = deciding[0]?.accepted?.reviewId;
	const until = id ? rows.filter((row) => row.id <= id) : rows;
	const { approvals, blocks } = standing(until);
	const later = rows.slice(until.length);
	return [
		...(approvals < round.needed ? [`write skew: it rolled out on ${approvals} of ${round.needed} approvals`] : []),
		...(blocks > 0 ? [`write skew: it rolled out over ${blocks} requests for changes`] : []),
		...later.map((row) => `write skew: ${row.reviewer}'s "${row.verdict}" was accepted after the decision`),
		...(round.pushed ? ['write skew: it rolled out and took a new revision'] : []),
	];
}

/** People, by their newest verdict. */
function standing(rows: ReviewRow[]): { approvals: number; blocks: number } {
	const newest = new Map<string, ReviewRow['verdict']>();
	for (const row of rows) newest.set(row.userId ?? row.reviewer, row.verdict);
	const verdicts = [...newest.values()];
	return { approvals: verdicts.filter((v) => v === 'approve').length, blocks: verdicts.filter((v) => v === 'request-changes').length };
}
