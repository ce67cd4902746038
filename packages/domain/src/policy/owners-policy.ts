// Rules
// 1. Owners are named by path or by model, as CODEOWNERS does: of the entries that match, the last one counts.
// 2. A path names what a change touches: data/<dataset>, code/<file>, environment/<package>, parameters/<name>, features/<column>,
//    metrics/<metric>, serving/<endpoint>. `*` stays within one folder, `**` goes over folders.
// 3. Who owns something is a role or a group, never a single person: people come and go, the policy stays.

import { z } from 'zod';
import { compileGlob, matchesPattern, PATTERN_LIMIT } from './pattern.ts';
import { ownerSchema, type Selector } from './selector.ts';
import type { ChangeFacts } from './predicate/index.ts';

const globSchema = z.string().min(1, 'must not be empty').max(PATTERN_LIMIT, `must be at most ${PATTERN_LIMIT} characters`);

export const ownersEntrySchema = z
	.strictObject({
		/** A glob over changed paths, such as data/**. */
		path: globSchema.optional(),
		/** A glob over model names, such as credit/*. */
		model: globSchema.optional(),
		owners: z.array(ownerSchema).min(1, 'must name at least one owner').max(10, 'must name at most 10 owners'),
	})
	.refine(({ path, model }) => (path === undefined) !== (model === undefined), 'must name either a path or a model');
export type OwnersEntry = z.output<typeof ownersEntrySchema>;

export const ownersPolicySchema = z.array(ownersEntrySchema).max(100, 'must have at most 100 entries');

/** The roles and groups that own what the selector names, of this change. Nobody, while it isn't known what changed. */
export function ownersOf(entries: readonly OwnersEntry[], of: Extract<Selector, { kind: 'owners' }>['of'], about: ChangeFacts): string[] {
	if (of === 'model') return about.model === null ? [] : lastOf(entries, 'model', about.model);
	const paths = (about.changed_paths ?? []).filter((path) => of === 'changed' || path.startsWith(`${of}/`));
	return [...new Set(paths.flatMap((path) => lastOf(entries, 'path', path)))];
}

/** Every role and group the entries could give for the selector, whatever changes. */
export function everyOwnerOf(entries: readonly OwnersEntry[], of: Extract<Selector, { kind: 'owners' }>['of']): string[] {
	const key = of === 'model' ? 'model' : 'path';
	return [...new Set(entries.filter((entry) => entry[key] !== undefined).flatMap((entry) => entry.owners))];
}

function lastOf(entries: readonly OwnersEntry[], key: 'path' | 'model', value: string): string[] {
	return entries.findLast((entry) => entry[key] !== undefined && matchesPattern(compileGlob(entry[key]), value))?.owners ?? [];
}
