import { describe, expect, it } from 'vitest';
import { parseInput } from '../error/index.ts';
import { defaultPolicy, describePolicy, type Freeze, freezeAt, policyDocumentSchema } from './index.ts';

const weekend: Freeze = { kind: 'weekly', name: 'Weekend', from: 'fri 16:00', until: 'mon 08:00', timeZone: 'Europe/Berlin' };
const at = (text: string, freezes: Freeze[] = [weekend]) => {
	const found = freezeAt(freezes, Date.parse(text));
	return found && `${found.name} ${new Date(found.untilMs).toISOString()}`;
};

describe('the freeze calendar', () => {
	it('holds every week by the clocks of its time zone, over the end of the week', () => {
		expect(at('2026-11-27T14:59:00Z')).toBeNull();
		expect(at('2026-11-27T15:00:00Z')).toBe('Weekend 2026-11-30T07:00:00.000Z');
		expect(at('2026-11-29T23:30:10Z')).toBe('Weekend 2026-11-30T07:00:00.000Z');
		expect(at('2026-11-30T06:59:59Z')).toBe('Weekend 2026-11-30T07:00:00.000Z');
		expect(at('2026-11-30T07:00:00Z')).toBeNull();
	});

	it('ends by the clocks of its time zone also when they were put back or forward meanwhile', () => {
		expect(at('2026-10-24T10:00:00Z')).toBe('Weekend 2026-10-26T07:00:00.000Z');
		expect(at('2026-03-28T10:00:00Z')).toBe('Weekend 2026-03-30T06:00:00.000Z');
	});

	it('tells of freezes that overlap the one that ends last', () => {
		const once: Freeze = { kind: 'once', name: 'Audit', from: '2026-11-28T00:00:00Z', until: '2026-12-05T00:00:00Z' };
		expect(at('2026-11-28T12:00:00Z', [weekend, once])).toBe('Audit 2026-12-05T00:00:00.000Z');
		expect(at('2026-11-27T23:59:59Z', [once])).toBeNull();
		expect(at('2026-12-05T00:00:00Z', [once])).toBeNull();
	});
});

describe('what a policy says of time', () => {
	const document = defaultPolicy('production');
	const parse = (more: object) => parseInput(policyDocumentSchema, { ...document, ...more });

	it('is given to documents stored before there was such a thing', () => {
		const { review: _r, freeze: _f, waitMs: _w, breakGlass: _b, ...old } = document;
		const parsed = policyDocumentSchema.parse({ ...old, expiry: { approvalMs: document.expiry.approvalMs, changeMs: document.expiry.changeMs } });
		expect(parsed).toMatchObject({ review: document.review, freeze: [], waitMs: 0, breakGlass: document.breakGlass, expiry: document.expiry });
	});

	it.each([
		[{ review: { ...document.review, escalateAt: 0.1 } }, 'review.escalateAt: must be after the reminder and before the closing'],
		[{ review: { ...document.review, escalateTo: 'everybody' } }, 'review.escalateTo: must be role:<role> or group:<name>'],
		[{ freeze: [{ ...weekend, timeZone: 'Europe/Nowhere' }] }, 'freeze[0].timeZone: must be a time zone such as Europe/Berlin'],
		[{ freeze: [{ ...weekend, from: 'friday 4pm' }] }, 'freeze[0].from: must be a day and a time such as "fri 16:00"'],
		[{ freeze: [{ kind: 'once', name: 'x', from: '2026-12-05T00:00:00Z', until: '2026-12-04T00:00:00Z' }] }, 'freeze[0].until: must be after its beginning'],
		[{ waitMs: -1 }, 'waitMs: must be at least 0'],
		[{ breakGlass: { ...document.breakGlass, grantMs: 3_600_001 } }, 'breakGlass.grantMs: must be at most 60 minutes'],
		[{ breakGlass: { ...document.breakGlass, most: 4 } }, 'breakGlass.most: must be at most 3'],
	])('is refused by field and limit: %j', (more, sentence) => {
		expect(() => parse(more)).toThrow(sentence);
	});

	it('is told in plain sentences', () => {
		const sentences = describePolicy(parse({ freeze: [weekend], waitMs: 7_200_000, stepUpMs: 600_000 }));
		for (const sentence of [
			'Approvals expire after 3 days, changes after 30 days.',
			'Approving needs the password again, or a passkey, given at most 10 min ago.',
			'A rollout waits 2 h after the last approval that was needed.',
			'Nothing rolls out during Weekend (every week, fri 16:00 to mon 08:00, Europe/Berlin).',
		])
			expect(sentences).toContain(sentence);
	});
});
