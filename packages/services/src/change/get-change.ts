import { can } from '@interlock/domain/access';
import {
	asksOf,
	type ChangePlace,
	changePlaceInput,
	decide,
	explainApprove,
	headlineOf,
	judgeVotes,
	mayDismiss,
	type Manifest,
	nameOfState,
	type RevisionComparison,
	standingVotes,
	stateAfter,
	whatChanges,
} from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import { evaluationStepSchema } from '@interlock/domain/gate';
import { describePolicy } from '@interlock/domain/policy';
import { readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import type { ChangeView } from './change-view.ts';
import type { Permitted } from './permitted.ts';
import { actingContext } from './acting-context.ts';
import { breakGlassView } from './break-glass-view.ts';
import { mayClose } from './close-change.ts';
import { gateViews } from './gate-views.ts';
import { linkView } from './linked-change.ts';
import { loadChange, type LoadedChange } from './load-change.ts';
import { type ReadFacts, readFacts } from './read-facts.ts';
import { requirementViews } from './requirement-views.ts';
import { stepUpView } from './step-up-view.ts';
import { type Speaker, speakerOf } from './speaker.ts';
import { contributorViews, holdoutView, revisionViews, rolloutView, timelineOf, versionView } from './view-parts.ts';
import { type RecordedVote, votesOf } from './votes-of.ts';

/** A change as its page shows it, with what the viewer may do and the sentence why not. */
export async function getChange(ctx: ServiceContext, input: ChangePlace): Promise<ChangeView> {
	const wanted = parseInput(changePlaceInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const loaded = await loadChange(tx, ctx, wanted, 'change:read');
		const { row, revision, endpoint } = loaded;
		const policy = await loadPolicyVersion(tx, revision.policyId);
		const votes = await votesOf(tx, row.id);
		const read = await readFacts(tx, loaded, policy, ctx.now());
		const speaker = await speakerOf(tx, ctx.actor);
		const nowMs = ctx.now().getTime();
		const candidate = await versionView(tx, revision.modelVersionId);
		if (!candidate) throw new Error(`change ${row.id} proposes a version that is gone`);
		const revisions = await revisionViews(tx, row.id);
		const newest = revisions[0];
		if (!newest) throw new Error(`change ${row.id} has no revision`);
		const comparison = overviewOf(revision.comparison as RevisionComparison | null);
		return {
			id: row.id,
			number: row.number,
			title: row.title,
			description: row.description,
			state: row.state,
			closedReason: row.closedReason,
			origin: row.origin,
			author: { name: row.author, userId: row.authorUserId, serviceAccount: row.authorServiceAccountId !== null },
			createdAtMs: row.createdAt.getTime(),
			updatedAtMs: row.updatedAt.getTime(),
			expiresAtMs: row.expiresAt.getTime(),
			target: {
				endpointId: endpoint.id,
				endpoint: endpoint.name,
				environment: loaded.environment,
				unit: endpoint.config.unit,
				heldReason: endpoint.heldReason,
			},
			base: await versionView(tx, revision.baseModelVersionId),
			candidate,
			holdout: await holdoutView(tx, revision.holdoutDatasetVersionId),
			revision: {
				...newest,
				policyDigest: policy.digest,
				manifest: revision.manifest as Manifest,
				evaluationError: revision.evaluationError,
				evaluationSteps: evaluationStepSchema.array().parse(revision.evaluationSteps ?? []),
				comparisonDigest: revision.comparisonDigest,
				championMoved: read.facts.championMoved,
			},
			revisions,
			headline: headlineOf(
				{ evaluation: revision.evaluation, evaluationError: revision.evaluationError, report: comparison?.report ?? null },
				endpoint.config.unit,
			),
			comparison,
			whatChanges: comparison ? whatChanges(comparison) : [],
			gates: await gateViews(tx, ctx, loaded, { policy, read, speaker }),
			policy: {
				id: policy.id,
				version: policy.version,
				document: policy.document,
				sentences: describePolicy(policy.document),
				decision: decide(policy.document, read.subject, votes, read.facts, nowMs),
				requirements: requirementViews(policy.document, read, votes, speaker.userId, nowMs),
				votes: judgeVotes(policy.document, read.subject, votes, read.facts, nowMs),
			},
			contributors: await contributorViews(tx, row.id),
			discussion: votes.map((v) => ({
				id: v.id,
				name: v.name,
				userId: v.userId,
				verdict: v.verdict,
				body: v.body,
				revision: v.revision,
				atMs: v.atMs,
				author: v.userId !== null && v.userId === row.authorUserId,
			})),
			openThreads: read.facts.openThreads ?? 0,
			timeline: await timelineOf(tx, row.id),
			rollout: await rolloutView(tx, row.id),
			...(await linkView(tx, loaded)),
			emergency: await breakGlassView(tx, ctx, loaded, policy, { read, speaker }),
			rules: { subject: read.subject, votes, people: read.people },
			viewer: viewerOf(
				actingContext(
					ctx,
					row.orgId,
					read.people.find((p) => p.userId === speaker.userId),
				),
				loaded,
				{
					speaker,
					read,
					votes,
					stepUp: stepUpView(ctx, policy.document, asksOf(policy.document, viewerAsCandidate(speaker, read), read.facts)),
					explained: explainApprove(viewerAsCandidate(speaker, read), read.subject, policy.document, votes, read.people, nowMs, read.facts),
				},
			),
		};
	});
}

/** What the overview is made of; curves, changed answers and changed rows are fetched with their tab. */
function overviewOf(comparison: RevisionComparison | null): ChangeView['comparison'] {
	if (!comparison) return null;
	const { curves: _curves, behaviour, ...rest } = comparison;
	const { rows: _rows, ...data } = comparison.data;
	return { ...rest, data, behaviour: behaviour ? { changed: behaviour.changed, rows: behaviour.rows } : null };
}

function viewerAsCandidate(speaker: Speaker, read: ReadFacts) {
	const known = read.people.find((p) => p.userId === speaker.userId);
	return { userId: speaker.userId, name: speaker.name, roles: known?.roles ?? [], groups: known?.groups ?? [] };
}

interface ViewerFacts {
	speaker: Speaker;
	read: ReadFacts;
	votes: RecordedVote[];
	explained: ChangeView['viewer']['approve'];
	stepUp: ChangeView['viewer']['stepUp'];
}

function viewerOf(ctx: ServiceContext, { row }: LoadedChange, { speaker, read, votes, explained, stepUp }: ViewerFacts): ChangeView['viewer'] {
	const needs = (permission: 'change:review' | 'change:comment' | 'change:open', sentence: string): Permitted => {
		const decision = can(ctx.actor, permission, row);
		return decision.allowed ? { enabled: true, sentence } : { enabled: false, sentence: decision.reason };
	};
	const whileOpen = (permitted: Permitted, event: 'approve' | 'push' | 'close'): Permitted =>
		permitted.enabled && !stateAfter(row.state, event) ? { enabled: false, sentence: `The change is ${nameOfState(row.state)}.` } : permitted;
	const own = standingVotes(votes).find((vote) => vote.userId !== null && vote.userId === speaker.userId);
	const close = mayClose(ctx, row, speaker.userId)
		? { enabled: true, sentence: 'Closes the change; nothing is rolled out.' }
		: { enabled: false, sentence: 'Only its author or a reviewer closes a change.' };
	return {
		userId: speaker.userId,
		opened: speaker.userId !== null && can(ctx.actor, 'change:review', row).allowed ? [...(read.facts.openedTabs?.[speaker.userId] ?? [])] : null,
		approve: explained,
		stepUp,
		requestChanges: whileOpen(needs('change:review', 'Holds the change until you withdraw it or approve.'), 'approve'),
		comment: needs('change:comment', 'Adds a comment; it is no verdict.'),
		withdraw: own
			? whileOpen({ enabled: true, sentence: `Takes your verdict on revision ${own.revision} back.` }, 'approve')
			: { enabled: false, sentence: 'You have no verdict to withdraw.' },
		dismiss: whileOpen(
			speaker.userId !== null && mayDismiss(read.subject, speaker.userId, read.facts)
				? { enabled: true, sentence: 'It no longer holds the change; the reason is kept.' }
				: { enabled: false, sentence: 'Only an administrator who did not contribute dismisses a request for changes.' },
			'approve',
		),
		close: whileOpen(close, 'close'),
		pushRevision: whileOpen(needs('change:open', 'Pushes another version, or the same against what runs now; voids every approval.'), 'push'),
		followUp:
			row.state === 'applied' ? needs('change:open', 'Opens a change of its own.') : { enabled: false, sentence: `The change is ${nameOfState(row.state)}.` },
	};
}
