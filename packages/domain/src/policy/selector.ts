import { z } from 'zod';
import { type Role, rolesWith } from '../access/index.ts';

/** Parts of a change that `owners(changed.<part>)` may name; each is the first folder of a changed path. */
export const CHANGED_PARTS = ['data', 'code', 'environment', 'parameters', 'signature', 'features', 'metrics', 'serving'] as const;
export type ChangedPart = (typeof CHANGED_PARTS)[number];

/** Who a requirement asks: people with a role, members of a group, or owners of the model, of everything changed or of one part of it. */
export type Selector = { kind: 'role'; role: Role } | { kind: 'group'; group: string } | { kind: 'owners'; of: 'model' | 'changed' | ChangedPart };

/** Roles whose people may give verdicts at all; a policy can't ask any other. */
export const VOTING_ROLES: readonly Role[] = rolesWith('change:review');

/** A group's name, as policies write it. */
export const groupNameSchema = z
	.string()
	.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -, beginning with a letter')
	.refine((name) => !name.endsWith('-'), 'must not end with -');

/** Reads "role:reviewer", "group:model-risk", "owners(model)", "owners(changed)" or "owners(changed.data)"; null for anything else. */
export function parseSelector(text: string): Selector | null {
	const [, kind, name] = /^(role|group):(.+)$/.exec(text) ?? [];
	if (kind === 'role') return VOTING_ROLES.includes(name as Role) ? { kind: 'role', role: name as Role } : null;
	if (kind === 'group') return groupNameSchema.safeParse(name).success ? { kind: 'group', group: String(name) } : null;
	const [, of, part] = /^owners\((model|changed)(?:\.([a-z]+))?\)$/.exec(text) ?? [];
	if (of === undefined) return null;
	if (part === undefined) return { kind: 'owners', of: of as 'model' | 'changed' };
	const known = CHANGED_PARTS.find((one) => one === part);
	return of === 'changed' && known ? { kind: 'owners', of: known } : null;
}

/** A selector as a policy writes it. */
export const selectorSchema = z
	.string()
	.refine(
		(text) => parseSelector(text) !== null,
		`must be ${VOTING_ROLES.map((role) => `role:${role}`).join(', ')}, group:<name>, owners(model), owners(changed) or owners(changed.<part>) with one of ${CHANGED_PARTS.join(', ')}`,
	);

/** A selector without owners: who owns something. */
export const ownerSchema = selectorSchema.refine((text) => !text.startsWith('owners('), 'must be role:<role> or group:<name>');

/** "people with the role reviewer or members of model-risk". */
export function peopleOf(from: readonly string[]): string {
	return words(from, (s) => (s.kind === 'role' ? `people with the role ${s.role}` : s.kind === 'group' ? `members of ${s.group}` : `owners of ${owned(s.of)}`));
}

/** "a reviewer or a member of model-risk". */
export function oneOf(from: readonly string[]): string {
	return words(from, (s) => (s.kind === 'role' ? `a ${s.role}` : s.kind === 'group' ? `a member of ${s.group}` : `an owner of ${owned(s.of)}`));
}

/** "the role reviewer or membership of model-risk". */
export function standingOf(from: readonly string[]): string {
	return words(from, (s) => (s.kind === 'role' ? `the role ${s.role}` : s.kind === 'group' ? `membership of ${s.group}` : `ownership of ${owned(s.of)}`));
}

function words(from: readonly string[], say: (selector: Selector) => string): string {
	const said = from.flatMap((text) => {
		const selector = parseSelector(text);
		return selector ? [say(selector)] : [];
	});
	return [...new Set(said)].join(' or ');
}

function owned(of: Extract<Selector, { kind: 'owners' }>['of']): string {
	if (of === 'model') return 'the model';
	return of === 'changed' ? 'what changed' : `the changed ${of}`;
}
