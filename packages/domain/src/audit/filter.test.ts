import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditFilter, parseAuditFilter } from './filter.ts';

describe('a written filter', () => {
	it.each([
		['actor = maya and action = change.*', { actor: 'maya', action: 'change.*' }],
		['ACTION=model.created', { action: 'model.created' }],
		['target = "arrival delay" rolled back', { target: 'arrival delay', q: 'rolled back' }],
		['decision = denied', { decision: 'denied' }],
		['decision = maybe', { q: 'decision = maybe' }],
		['colour = red', { q: 'colour = red' }],
		['salt and pepper', { q: 'salt and pepper' }],
		['actor = maya and and', { actor: 'maya' }],
		['  ', {}],
	])('%j', (written, read) => {
		expect(parseAuditFilter(written)).toEqual(read);
	});

	it('is read, whatever was typed, into something that can be asked', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 90 }), (written) => {
				expect(auditFilter.safeParse(parseAuditFilter(written)).success).toBe(true);
			}),
		);
	});
});
