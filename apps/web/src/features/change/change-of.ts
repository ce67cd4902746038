import type { Permit } from '@interlock/ui/review';
import type { Outputs } from '../../api/outputs.ts';
import { permitOf } from '../../api/permit-of.ts';
import { rolloutOf } from '../deployment/endpoint-of.ts';
import type { RolloutView } from '../deployment/types.ts';
import { comparisonOf } from './comparison-of.ts';
import { marginOfEvidence } from './gate-margin.ts';
import type { ApprovalView, ChangeDetail, ChangeRow, RequirementView } from './types.ts';

type View = Outputs['change']['get'];
type Summary = Outputs['change']['list']['changes'][number];

/** A row of the change requests. */
export function changeRowOf(change: Summary): ChangeRow {
	return {
		number: change.number,
		title: change.title,
		state: change.state,
		author: change.author,
		machine: change.serviceAccount,
		model: change.model,
		base: change.baseVersion,
		head: change.version,
		endpoint: change.endpoint,
		environment: change.environment,
		headline: change.headline,
		openedAtMs: change.createdAtMs,
		gates: change.gates,
		approvals: change.approvals,
		rollout: change.rollout,
		waitsForYou: change.waitsForYou,
	};
}

/** The change's page from what the API answers. `endpoint`: its target as it stands, once a rollout exists. */
export function changeOf(view: View, endpoint: Outputs['deployment']['get'] | null, nowMs: number): ChangeDetail {
	const { policy, viewer, candidate, target } = view;
	const requirements = policy.requirements.map((requirement) => requirementOf(requirement, view));
	const needed = policy.requirements.reduce((sum, { applies, count }) => sum + (applies ? count : 0), 0);
	return {
		id: view.id,
		number: view.number,
		title: view.title,
		description: view.description,
		state: view.state,
		origin: view.origin,
		author: view.author.name,
		machine: view.author.serviceAccount,
		model: candidate.model,
		endpoint: target.endpoint,
		environment: target.environment,
		openedAtMs: view.createdAtMs,
		closedReason: view.closedReason,
		link: view.link,
		promoteTo: view.promoteTo,
		base: view.base && versionOf(view.base),
		head: versionOf(candidate),
		revision: {
			number: view.revision.number,
			digest: view.revision.digest,
			policyVersion: policy.version,
			evaluation: view.revision.evaluation,
			steps: view.revision.evaluationSteps,
		},
		headline: view.headline,
		comparison: view.comparison && comparisonOf(view.comparison, view.holdout, target.unit),
		whatChanges: view.whatChanges,
		gates: view.gates.map(gateOf),
		approvals: {
			needed,
			counted: needed - policy.requirements.reduce((sum, { missing }) => sum + missing, 0),
			given: policy.votes.map((vote) => approvalOf(vote, view)),
		},
		requirements,
		missing: policy.decision.missing,
		opened: viewer.opened && openedOf(viewer.opened, policy.document.openedDiffs),
		openThreads: view.openThreads,
		duties: view.contributors.map(({ name, because }) => `${name} contributed (${because.join(', ')}), so ${name} can't approve.`),
		comments: view.discussion
			.filter((said) => said.body !== '' || said.verdict !== 'comment')
			.map((said) => ({
				key: said.id,
				person: said.name,
				machine: said.userId === null,
				role: said.author ? 'author' : said.verdict === 'comment' ? '' : 'reviewer',
				verdict: said.verdict,
				revision: said.revision,
				body: said.body,
				atMs: said.atMs,
			})),
		record: { comparisonDigest: view.revision.comparisonDigest, predictions: view.comparison?.predictions ?? null, revisions: view.revisions },
		timeline: view.timeline.map(({ id, kind, actor, sentence, atMs }) => ({ key: id, kind, actor, sentence, atMs })),
		rollout: rolloutOfChange(view, endpoint),
		plan: policy.document.rolloutPlan,
		actingRole: actingRoleOf(view),
		permits: {
			approve: permitOf(viewer.approve),
			'request-changes': permitOf(viewer.requestChanges),
			comment: permitOf(viewer.comment),
			close: permitOf(viewer.close),
			withdraw: permitOf(viewer.withdraw),
			push: permitOf(viewer.pushRevision),
			'follow-up': permitOf(viewer.followUp),
			dismiss: permitOf(viewer.dismiss),
		},
		nowMs,
	};
}

function openedOf(opened: readonly string[], { requiredDiffs, mustBeOpened }: View['policy']['document']['openedDiffs']): ChangeDetail['opened'] {
	return { required: requiredDiffs, left: requiredDiffs.filter((tab) => !opened.includes(tab)), insists: mustBeOpened };
}

function gateOf(gate: View['gates'][number]): ChangeDetail['gates'][number] {
	const { waiver } = gate;
	return {
		key: gate.gate,
		title: gate.title,
		state: gate.status,
		sentence: gate.sentence,
		margin: marginOfEvidence(gate.evidence),
		detailsUrl: typeof gate.evidence.detailsUrl === 'string' ? gate.evidence.detailsUrl : null,
		run: runOfEvidence(gate.evidence),
		waive: permitOf(gate.waive),
		tryAgain: gate.tryAgain && permitOf(gate.tryAgain),
		waiveTerms: gate.waive.enabled ? gate.waive.sentence : '',
		waiver: waiver && { ...waiver, countersign: permitOf(waiver.countersign), revoke: permitOf(waiver.revoke) },
	};
}

function runOfEvidence({ run, runName }: Record<string, unknown>): ChangeDetail['gates'][number]['run'] {
	return typeof run === 'string' && typeof runName === 'string' ? { id: run, name: runName } : null;
}

function versionOf({ version, runId, runName }: View['candidate']): ChangeDetail['head'] {
	return { version, run: runId ? { id: runId.replaceAll('-', ''), name: runName ?? runId.slice(0, 8) } : null };
}

/** Under what the reader's verdict would be given: "a reviewer", "a member of model-risk". */
function actingRoleOf({ viewer, policy, author }: View): string {
	const asked = policy.requirements.filter(({ asksViewer }) => asksViewer).map(({ asks }) => asks.one);
	if (viewer.userId !== null && viewer.userId === author.userId) return 'the author';
	return asked.length > 0 ? [...new Set(asked)].join(' and ') : 'a reader';
}

function requirementOf(requirement: View['policy']['requirements'][number], { policy, state, viewer }: View): RequirementView {
	const { name, asks, applies, why, counted, missing, whoCan, asksViewer } = requirement;
	const { approvalMs } = policy.document.expiry;
	const title = name.replaceAll('-', ' ');
	return {
		name,
		title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
		asks: asks.one,
		applies,
		why,
		counted: counted.map(({ userId, name: person }) => {
			const vote = policy.votes.find((one) => one.userId === userId);
			return { person: vote?.forName ? `${person} for ${vote.forName}` : person, untilMs: vote && state === 'in-review' ? vote.atMs + approvalMs : null };
		}),
		missing: state === 'in-review' || state === 'draft' ? missing : 0,
		whoCan,
		waitsForYou: missing > 0 && asksViewer && viewer.approve.enabled,
	};
}

function approvalOf(vote: View['policy']['votes'][number], view: View): ApprovalView {
	const state = !vote.counts ? 'dismissed' : vote.verdict === 'approve' ? 'approved' : 'changes-requested';
	return {
		key: `${vote.userId ?? vote.name}/${vote.atMs}`,
		person: vote.forName ? `${vote.name} for ${vote.forName}` : vote.name,
		state,
		atMs: vote.atMs,
		expiresAtMs: vote.verdict === 'approve' && view.state === 'in-review' ? vote.atMs + view.policy.document.expiry.approvalMs : null,
		why: vote.why,
		dismissable: state === 'changes-requested' && (view.state === 'in-review' || view.state === 'draft') ? reviewIdOf(vote, view) : null,
	};
}

function reviewIdOf(vote: View['policy']['votes'][number], view: View): string | null {
	return view.discussion.find((said) => said.verdict === 'request-changes' && said.userId === vote.userId && said.atMs === vote.atMs)?.id ?? null;
}

/** The change's own rollout; with its checks while it is the endpoint's newest. */
function rolloutOfChange(view: View, endpoint: Outputs['deployment']['get'] | null): RolloutView | null {
	if (!view.rollout) return null;
	// The two are fetched one after the other: the change's own word on where its rollout stands is the newer one.
	if (endpoint?.rollout?.id === view.rollout.id) return { ...rolloutOf(endpoint.rollout, endpoint), state: view.rollout.state, reason: view.rollout.reason };
	const refused: Permit = { allowed: false, reason: 'Another rollout of this endpoint came after it.' };
	return {
		id: view.rollout.id,
		state: view.rollout.state,
		from: view.base?.version ?? null,
		to: view.candidate.version,
		change: view.number,
		reason: view.rollout.reason,
		requested: null,
		standing: null,
		steps: view.rollout.steps.map((step) => ({
			key: String(step.index),
			title: step.shadow ? 'Shadow' : `${step.weight}%`,
			shadow: step.shadow,
			state: step.state,
			startedAtMs: step.startedAtMs,
			endedAtMs: step.endedAtMs,
			note: null,
			progress: null,
		})),
		checks: [],
		checkedAtMs: null,
		permits: { operate: refused, rollBack: refused },
	};
}
