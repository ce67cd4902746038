import { z } from 'zod';

const text = (limit: number) => z.string().max(limit, `must be at most ${limit} characters`);

/** What a list of audit entries can be narrowed by; all must hold. */
export const auditFilter = z.object({
	/** In the action, the target (its kind, id or name) or what is personal (names, addresses, reasons), any case. */
	q: text(200).optional(),
	/** In the actor's name, or their id. */
	actor: text(200).optional(),
	/** The whole action; `*` stands for anything: `change.*`. */
	action: text(100).optional(),
	/** In the target's kind, id or name, any case. */
	target: text(200).optional(),
	/** Slug of a project. */
	project: text(100).optional(),
	decision: z.enum(['allowed', 'denied']).optional(),
	/** Entries of the last so many hours. */
	withinHours: z.coerce.number().int('must be a whole number').min(1, 'must be at least 1').max(87_600, 'must be at most 87600').optional(),
	/** Milliseconds since 1970: not before, and before. */
	sinceMs: z.coerce.number().int('must be a whole number').optional(),
	untilMs: z.coerce.number().int('must be a whole number').optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

/** The fields that a filter is written with: `actor = maya and action = change.*`. */
export const FILTER_FIELDS = ['actor', 'action', 'target', 'project', 'decision'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

type WrittenFilter = Partial<Record<Exclude<FilterField, 'decision'>, string>> & { decision?: 'allowed' | 'denied'; q?: string };

/**
 * Reads a written filter. What isn't `field = value` is searched as text; a value with spaces stands in double quotes. Never fails: an
 * unknown field, or a decision that is none, is text.
 */
export function parseAuditFilter(written: string): WrittenFilter {
	const found: WrittenFilter = {};
	const rest = written.replace(TERM, (term, field: string, quoted: string | undefined, bare: string | undefined) => {
		const name = FILTER_FIELDS.find((known) => known === field.toLowerCase());
		const value = quoted ?? bare ?? '';
		if (!name || value === '') return term;
		if (name !== 'decision') found[name] = value;
		else if (value === 'allowed' || value === 'denied') found.decision = value;
		else return term;
		return ' ';
	});
	const q = rest
		.trim()
		.split(/\s+/)
		.filter((word, i, words) => !(/^and$/i.test(word) && (i === 0 || i === words.length - 1 || /^and$/i.test(words[i - 1] ?? ''))))
		.join(' ');
	return q === '' ? found : { ...found, q };
}

const TERM = /\b(\w+) *= *(?:"([^"]*)"|([^\s"]+))/g;
