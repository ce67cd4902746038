import type { Role } from '../access/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { type Contributor, whyContributor } from './contributor.ts';

/** Somebody who might approve. `userId` null: no person (a service account, a process). */
export interface Candidate {
	userId: string | null;
	name: string;
	roles: readonly Role[];
}

/** The rule that bars somebody from approving this change, as a sentence, or null. Doesn't look at the change's state. */
export function whyNotEligible(policy: PolicyDocument, contributors: readonly Contributor[], person: Candidate): string | null {
	if (person.userId === null) return `${person.name} isn't a person; only a person approves.`;
	const contributed = whyContributor(contributors, person.userId);
	if (contributed) return `${person.name} contributed (${contributed}), so ${person.name} can't approve.`;
	if (!person.roles.includes(policy.approvals.role)) return `Approving needs the role ${policy.approvals.role}.`;
	return null;
}
