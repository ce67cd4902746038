export { changeFactsOf, type FactSources } from './change-facts-of.ts';
export { CHANGE_STATES, type ChangeEvent, type ChangeState, isOpen, moveChange, nameOfState, stateAfter } from './change-state.ts';
export { type Because, type Contributor, contributorsOf, whyContributor, type Work } from './contributor.ts';
export {
	BREAK_GLASS_WINDOW_MS,
	type BreakGlassRecord,
	type BreakGlassState,
	stateOfBreakGlass,
	whyNoBreakGlass,
	whyNotOut,
	whyNotReviewer,
	whyNotSecond,
} from './break-glass.ts';
export {
	breakGlassBody,
	breakGlassInput,
	type BreakGlassInput,
	confirmBreakGlassBody,
	confirmBreakGlassInput,
	type ConfirmBreakGlassInput,
	reviewBreakGlassBody,
	reviewBreakGlassInput,
	type ReviewBreakGlassInput,
} from './break-glass-input.ts';
export { decide } from './decide.ts';
export type { ApprovalFacts, ChangeSubject, Decision, GateStanding } from './decision.ts';
export { asksOf, type Candidate, whyMayNotApprove } from './eligibility.ts';
export { type ApproveExplanation, explainApprove, shortDigest } from './explain-approve.ts';
export { stepUpMsOf } from './step-up-of.ts';
export { missesApprovals } from './quorum.ts';
export { judgeVotes, mayDismiss } from './judge-votes.ts';
export { canonicalManifest, type Manifest, type ManifestDataset, manifestDifferences, type ManifestFile } from './manifest.ts';
export { decideAgain, type KeptDecision, replaySentence, type TriedPolicy, tryPolicy } from './replay-decision.ts';
export { type RequirementStanding, requirementStandings, whoCouldFulfil } from './requirement-standing.ts';
export { type JudgedVote, type StandingVote, standingVotes, type Verdict, type Vote } from './vote.ts';
export {
	type ChangePlace,
	changePlaceInput,
	closeChangeBody,
	type CloseChangeInput,
	closeChangeInput,
	changeDiffInput,
	changeDiffQuery,
	type ChangeDiffPlace,
	commentOnChangeBody,
	type CommentOnChangeInput,
	commentOnChangeInput,
	markOpenedBody,
	type MarkOpenedInput,
	markOpenedInput,
	dismissBlockBody,
	type DismissBlockInput,
	dismissBlockInput,
	type ListChangesInput,
	listChangesInput,
	listChangesQuery,
	openChangeBody,
	type OpenChangeInput,
	openChangeInput,
	promoteChangeBody,
	type PromoteChangeInput,
	promoteChangeInput,
	pushRevisionBody,
	type PushRevisionInput,
	pushRevisionInput,
	reviewChangeBody,
	type ReviewChangeInput,
	reviewChangeInput,
} from './change-input.ts';
export { type ChangeStanding, type ChangeStep, nextStepOf, reviewDueAt } from './next-step.ts';
export { diffEnvironment, type PackageChange, readRequirements } from './diff-environment.ts';
export { type DiffHunk, type DiffLine, diffLines, type TextDiff } from './diff-lines.ts';
export { diffParameters, type ParameterChange } from './diff-parameters.ts';
export { type ComparisonStanding, type EvaluationRecord, whyComparisonVoids } from './evaluation-record.ts';
export { type Headline, headlineOf } from './headline.ts';
export type { ColumnHistogram, RevisionComparison, TrainingData } from './revision-comparison.ts';
export {
	countersignWaiverInput,
	type CountersignWaiverInput,
	endOfWaiver,
	revokeWaiverBody,
	type RevokeWaiverInput,
	revokeWaiverInput,
	waiveGateBody,
	type WaiveGateInput,
	waiveGateInput,
} from './waiver-input.ts';
export { whyNotReproduceAgain } from './reproduce-again.ts';
export { isWaived, type JudgedWaiver, judgeWaiver, type Signatory, type Waiver, type WaiverState, whyNotCountersign, whyNotWaive } from './waiver.ts';
export { type ChangeRow, whatChanges } from './what-changes.ts';
