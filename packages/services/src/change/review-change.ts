import {
	asksOf,
	type Decision,
	manifestDifferences,
	type Manifest,
	moveChange,
	nameOfState,
	type ReviewChangeInput,
	reviewChangeInput,
	shortDigest,
	standingVotes,
	stepUpMsOf,
	whyMayNotApprove,
} from '@interlock/domain/change';
import { whyStepUp } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import type { PolicyDocument } from '@interlock/domain/policy';
import { authorize, deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { decideChange } from './decide-change.ts';
import { actingContext } from './acting-context.ts';
import { addReview } from './add-review.ts';
import { refreshContributors } from './collect-contributors.ts';
import { loadChange, type LoadedChange } from './load-change.ts';
import { readFacts } from './read-facts.ts';
import { type Speaker, speakerOf } from './speaker.ts';
import { readSubject } from './subject.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';
import { votesOf } from './votes-of.ts';

export interface Reviewed {
	reviewId: string;
	state: 'draft' | 'in-review' | 'approved' | 'applied' | 'closed';
	decision: Decision;
	/** Set when this verdict fulfilled the policy: the rollout it started. */
	rolloutId: string | null;
}

const ACTION = {
	approve: 'change.approved',
	'request-changes': 'change.changes-requested',
	withdraw: 'change.review-withdrawn',
	comment: 'change.commented',
} as const;
const SENTENCE = { approve: 'approved', 'request-changes': 'asked for changes', withdraw: 'withdrew their verdict', comment: 'commented' } as const;

/**
 * Gives a verdict on the revision the reader saw. An approval that fulfils the policy approves the change and starts its rollout in the
 * same transaction. Errors: `conflict` when the candidate changed meanwhile, the change isn't in review, or the stored version isn't
 * what the digest names; `forbidden` with the rule's sentence, kept in the audit log, when the caller may not approve.
 */
export async function reviewChange(ctx: ServiceContext, input: ReviewChangeInput): Promise<Reviewed> {
	const wanted = parseInput(reviewChangeInput, input);
	return transact(ctx, async (tx) => {
		// The row's lock makes verdicts, pushes and the decision take turns; everything below is read under it.
		const loaded = await loadChange(tx, ctx, wanted, 'change:read', { lock: true });
		const { row, revision } = loaded;
		await refreshContributors(tx, revision);
		const policy = await loadPolicyVersion(tx, revision.policyId);
		const speaker = await speakerOf(tx, ctx.actor);
		const { subject, people, facts } = await readFacts(tx, loaded, policy, ctx.now());
		const known = people.find((p) => p.userId === speaker.userId);
		const reviewer = { ...speaker, roles: known?.roles ?? [], groups: known?.groups ?? [] };
		const standsFor = known?.standsFor[0] ?? null;
		if (wanted.verdict === 'approve') refuseIneligible(loaded, whyMayNotApprove(policy.document, subject.contributors, reviewer, facts));
		authorize(actingContext(ctx, row.orgId, known), wanted.verdict === 'comment' ? 'change:comment' : 'change:review', row, {
			kind: 'change',
			id: row.id,
			name: `#${row.number}`,
		});
		if (wanted.digest !== revision.digest) throw candidateChanged(loaded, wanted.digest);
		if (wanted.verdict !== 'comment')
			await refuseOutOfPlace(
				ctx,
				loaded,
				wanted.verdict,
				standingVotes(await votesOf(tx, row.id)).some((vote) => isOf(vote, speaker)),
			);
		if (wanted.verdict === 'approve') {
			const now = await readSubject(tx, { ...revision, endpoint: loaded.endpoint, environment: loaded.environment, policy });
			if (now.digest !== revision.digest) refuseTampered(loaded, manifestDifferences(revision.manifest as Manifest, now.manifest));
		}
		if (wanted.verdict === 'approve') refuseStale(ctx, loaded, policy.document, stepUpMsOf(policy.document, asksOf(policy.document, reviewer, facts)));
		const made = await addReview(tx, ctx, loaded, {
			speaker,
			standsFor: wanted.verdict === 'comment' ? null : standsFor,
			policyDigest: policy.digest,
			role: wanted.verdict === 'comment' ? '' : asksOf(policy.document, reviewer, facts).join(', '),
			verdict: wanted.verdict,
			body: wanted.body,
		});
		await recordAudit(tx, ctx, {
			action: ACTION[wanted.verdict],
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			subjectDigest: revision.digest,
			after: { reviewId: made.id, revision: row.revision, policy: policy.digest, role: made.role },
		});
		await tellChange(tx, ctx, row, {
			kind: wanted.verdict,
			sentence: `${SENTENCE[wanted.verdict]}${standsFor && wanted.verdict !== 'comment' ? ` for ${standsFor.name}` : ''}${wanted.verdict === 'comment' ? '' : ` revision ${row.revision}`}`,
			data: { reviewId: made.id, body: wanted.body, digest: revision.digest },
		});
		await tellPeople(tx, ctx, row, {
			kind: wanted.verdict === 'comment' ? 'comment' : 'verdict',
			to: [row.authorUserId],
			sentence: `${speaker.name} ${SENTENCE[wanted.verdict]}${wanted.verdict === 'comment' ? '' : ` revision ${row.revision}`}: #${row.number} ${row.title}.`,
			because: 'You opened it.',
		});
		const decided = await decideOrDeny(loaded, () => decideChange(tx, ctx, loaded));
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { reviewId: made.id, state: decided.rolloutId ? 'approved' : row.state, decision: decided.decision, rolloutId: decided.rolloutId };
	});
}

function refuseIneligible({ row }: LoadedChange, barred: string | null): void {
	if (barred) deny('change.approved', row, { kind: 'change', id: row.id, name: `#${row.number}` }, barred, 'not-eligible');
}

/** R16: where the policy asks for it, an approval needs a proof of who gives it that is a short time old. */
function refuseStale(ctx: ServiceContext, { row }: LoadedChange, { stepUpStrength }: PolicyDocument, withinMs: number | null): void {
	const why = whyStepUp(ctx.actor, withinMs, ctx.now().getTime(), stepUpStrength);
	if (why) deny('change.approved', row, { kind: 'change', id: row.id, name: `#${row.number}` }, why, 'step-up');
}

function candidateChanged({ row, revision }: LoadedChange, seen: string): DomainError {
	return new DomainError(
		'conflict',
		`digest: the candidate changed while you were reading; revision ${row.revision} is ${shortDigest(revision.digest)}, you saw ${shortDigest(seen)}`,
		{
			field: 'digest',
			value: seen,
			limit: revision.digest,
			reason: 'candidate-changed',
		},
	);
}

async function refuseOutOfPlace(
	ctx: ServiceContext,
	{ row }: LoadedChange,
	verdict: 'approve' | 'request-changes' | 'withdraw',
	hasVerdict: boolean,
): Promise<void> {
	moveChange(row.state, 'approve');
	if (ctx.now() >= row.expiresAt)
		throw new DomainError('conflict', `state: the change expired (it is ${nameOfState(row.state)})`, { field: 'state', value: row.state, reason: 'expired' });
	if (verdict === 'withdraw' && !hasVerdict)
		throw new DomainError('conflict', 'verdict: you have no verdict to withdraw', { field: 'verdict', value: verdict, reason: 'nothing-to-withdraw' });
}

function isOf(vote: { userId: string | null; name: string }, speaker: Speaker): boolean {
	return vote.userId === speaker.userId && (vote.userId !== null || vote.name === speaker.name);
}

function refuseTampered({ row }: LoadedChange, differences: string[]): never {
	deny(
		'change.approved',
		row,
		{ kind: 'change', id: row.id, name: `#${row.number}` },
		`The stored candidate isn't what revision ${row.revision} names: ${differences.join('; ')}.`,
		'digest-mismatch',
	);
}

/** Stored bytes that differ are found when the rollout is started; that refusal is kept in the audit log like a rule's. */
async function decideOrDeny<T>({ row }: LoadedChange, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof DomainError) || error.detail.reason !== 'digest-mismatch') throw error;
		deny('change.approved', row, { kind: 'change', id: row.id, name: `#${row.number}` }, error.message, 'digest-mismatch');
	}
}
