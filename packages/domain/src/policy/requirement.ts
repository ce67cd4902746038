// Rules
// 1. A policy has named requirements; all that apply must be fulfilled. Each asks a number of approvals of a pool of people.
// 2. A requirement with a condition applies while the condition holds, and while it can't be told whether it holds.
// 3. At least one requirement has no condition, so that no change goes without anybody's approval.
// 4. `distinctFrom` keeps two requirements apart: one person's approval counts for one of them only.
// 5. `veto`: a request for changes by one of its people holds the change even where the requirement doesn't apply.
// 6. `stepUpMs`: its approvals need a proof of identity that is no older.

import { z } from 'zod';
import { evaluatePredicate, explainPredicate, type ChangeFacts, parsePredicate } from './predicate/index.ts';
import { peopleOf, selectorSchema } from './selector.ts';

const MAX_APPROVALS = 20;
const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -, beginning with a letter');

const whenSchema = z.string().superRefine((text, context) => {
	const parsed = parsePredicate(text);
	if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
});

export const requirementSchema = z.strictObject({
	name: nameSchema,
	count: z.int('must be a whole number').min(1, 'must be at least 1').max(10, 'must be at most 10'),
	from: z.array(selectorSchema).min(1, 'must name whom it asks').max(10, 'must name at most 10'),
	when: whenSchema.optional(),
	distinctFrom: z.array(z.string()).max(10, 'must name at most 10').optional(),
	veto: z.boolean().optional(),
	stepUpMs: z.int('must be a whole number').min(60_000, 'must be at least 60000 ms').max(86_400_000, 'must be at most 86400000 ms').optional(),
});
export type Requirement = z.output<typeof requirementSchema>;

export const requireSchema = z
	.array(requirementSchema)
	.min(1, 'must have at least one requirement')
	.max(10, 'must have at most 10 requirements')
	.superRefine((all, context) => {
		const names = all.map(({ name }) => name);
		const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
		for (const [i, requirement] of all.entries()) {
			if (names.indexOf(requirement.name) !== i) problem([i, 'name'], `"${requirement.name}" is the name of another requirement`);
			for (const [j, other] of (requirement.distinctFrom ?? []).entries())
				if (other === requirement.name || !names.includes(other)) problem([i, 'distinctFrom', j], `"${other}" is no other requirement`);
		}
		if (all.length > 0 && all.every(({ when }) => when !== undefined)) problem([0, 'when'], 'one requirement must have no condition');
		if (all.reduce((sum, { count }) => sum + count, 0) > MAX_APPROVALS) problem([], `must ask for at most ${MAX_APPROVALS} approvals together`);
	});

/** Whether a requirement applies to a change, and why, as a sentence. */
export function whetherApplies({ when }: Pick<Requirement, 'when'>, about: ChangeFacts): { applies: boolean; why: string } {
	if (when === undefined) return { applies: true, why: 'Asked of every change.' };
	const parsed = parsePredicate(when);
	if (!parsed.ok) return { applies: true, why: `Its condition can't be read: ${parsed.problem}.` };
	const truth = evaluatePredicate(parsed.predicate, about);
	const facts = explainPredicate(parsed.predicate, about);
	if (truth === null) return { applies: true, why: `Asked because "${when}" can't be told: ${facts}.` };
	return truth ? { applies: true, why: `Asked because ${when}: ${facts}.` } : { applies: false, why: `Not asked, because not ${when}: ${facts}.` };
}

/** A requirement as a plain sentence. */
export function describeRequirement({ name, count, from, when, distinctFrom, veto, stepUpMs }: Requirement): string {
	const parts = [`${name}: ${count} ${count === 1 ? 'approval' : 'approvals'} by ${peopleOf(from)} who did not contribute`];
	if (when !== undefined) parts.push(`when ${when}`);
	if (distinctFrom && distinctFrom.length > 0) parts.push(`not by whoever is counted for ${distinctFrom.join(' or ')}`);
	if (stepUpMs !== undefined) parts.push(`with a proof of identity of the last ${Math.round(stepUpMs / 60_000)} minutes`);
	return `${parts.join(', ')}.${veto ? ' Its people may veto, also where it is not asked.' : ''}`;
}
