import type { PolicyDocument } from './policy-document.ts';

/** Why nobody could ever satisfy the policy, as a sentence, or null. `people`: how many have the approving role now. */
export function whyUnsatisfiable(policy: PolicyDocument, people: number): string | null {
	const { count, role } = policy.approvals;
	if (count <= people) return null;
	return `approvals.count: ${count} ${count === 1 ? 'approval' : 'approvals'} can't be given, ${people} ${people === 1 ? 'person has' : 'people have'} the role ${role}`;
}
