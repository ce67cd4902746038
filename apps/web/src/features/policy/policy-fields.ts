import { type PolicyDocument, policyDocumentSchema } from '@interlock/domain/policy';
import { type DiscussionFields, discussionFormOf, discussionSectionsOf } from './discussion-fields.ts';
import { type GateFields, gateFormOf, gateSectionsOf } from './gate-fields.ts';
import { type PeopleFields, peopleFormOf, peopleSectionsOf } from './requirement-fields.ts';
import { type TimeFields, timeFormOf, timeSectionsOf } from './time-fields.ts';

const DAY_MS = 86_400_000;

/** A policy as the form holds it: texts as typed. */
export interface PolicyFields extends PeopleFields, TimeFields, DiscussionFields, GateFields {
	marginPercent: string;
	beatsNaive: boolean;
	signature: boolean;
	expectations: boolean;
	closeRetrains: boolean;
	/** "shadow, 10, 100". */
	weights: string;
	minRequests: string;
	errorMarginPercent: string;
	errorLimitPercent: string;
	failuresInARow: string;
}

export function formOf(document: PolicyDocument): PolicyFields {
	const { gates, retrain, rolloutPlan } = document;
	return {
		...peopleFormOf(document),
		...timeFormOf(document),
		...discussionFormOf(document),
		...gateFormOf(document),
		marginPercent: percent(gates.nonInferiorityMargin),
		beatsNaive: gates.beatsNaive,
		signature: gates.signature,
		expectations: gates.expectations,
		closeRetrains: retrain.closeWhenNotShownBetter,
		weights: rolloutPlan.steps.map((step) => (step.kind === 'shadow' ? 'shadow' : String(step.weight))).join(', '),
		minRequests: String(Math.max(...rolloutPlan.steps.map((step) => step.minRequests))),
		errorMarginPercent: percent(rolloutPlan.nonInferiorityMargin),
		errorLimitPercent: percent(rolloutPlan.absoluteErrorLimit),
		failuresInARow: String(rolloutPlan.maxConsecutiveErrors),
	};
}

/** The document the fields mean, or what is wrong with them by the same schema that the server parses with. What the form doesn't show is kept. */
export function documentOf(base: PolicyDocument, fields: PolicyFields): { ok: true; document: PolicyDocument } | { ok: false; problem: string } {
	const deadlineMs = base.rolloutPlan.steps[0]?.deadlineMs ?? DAY_MS;
	const gateSections = gateSectionsOf(fields);
	const step = { minRequests: Number(fields.minRequests), deadlineMs };
	const parsed = policyDocumentSchema.safeParse({
		...base,
		...peopleSectionsOf(fields),
		gates: {
			...base.gates,
			nonInferiorityMargin: Number(fields.marginPercent) / 100,
			beatsNaive: fields.beatsNaive,
			signature: fields.signature,
			expectations: fields.expectations,
			...gateSections.gates,
		},
		retrain: { ...base.retrain, closeWhenNotShownBetter: fields.closeRetrains },
		...timeSectionsOf(fields),
		...discussionSectionsOf(fields, base),
		checks: gateSections.checks,
		waivers: gateSections.waivers,
		rolloutPlan: {
			...base.rolloutPlan,
			nonInferiorityMargin: Number(fields.errorMarginPercent) / 100,
			absoluteErrorLimit: Number(fields.errorLimitPercent) / 100,
			maxConsecutiveErrors: Number(fields.failuresInARow),
			steps: fields.weights
				.split(',')
				.map((part) => (part.trim() === 'shadow' ? { kind: 'shadow', ...step } : { kind: 'weight', weight: Number(part), ...step })),
		},
	});
	if (parsed.success) return { ok: true, document: parsed.data };
	const issue = parsed.error.issues[0];
	return { ok: false, problem: issue ? `${issue.path.join('.')}: ${issue.message}` : 'The policy is not valid.' };
}

function percent(share: number): string {
	return String(Math.round(share * 1e6) / 1e4);
}
