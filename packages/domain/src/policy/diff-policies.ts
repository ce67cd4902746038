import { describePolicy } from './describe-policy.ts';
import type { PolicyDocument } from './policy-document.ts';

/** What a policy says beside another, in its plain sentences, in the order a reader asks. */
export interface PolicyDiff {
	/** Said now and no longer then. */
	removed: string[];
	added: string[];
	kept: number;
}

/** The sentences that differ between two documents. */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): PolicyDiff {
	const [old, next] = [describePolicy(before), describePolicy(after)];
	return {
		removed: old.filter((sentence) => !next.includes(sentence)),
		added: next.filter((sentence) => !old.includes(sentence)),
		kept: next.filter((sentence) => old.includes(sentence)).length,
	};
}
