import { z } from 'zod';
import { DomainError } from '../error/index.ts';

const DAY_MS = 86_400_000;
const at = { org: z.string(), project: z.string(), number: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1') };
const request = {
	/** Key of the gate, as the change names it. */
	gate: z.string().min(1, 'must name a gate').max(120, 'must be at most 120 characters'),
	reason: z.string().trim().min(10, 'must have at least 10 characters').max(2_000, 'must be at most 2000 characters'),
	/** Last day of the waiver, UTC. */
	until: z.iso.date('must be a date like 2026-12-21'),
	/** Of the revision the reader saw. */
	digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be the 64 hex characters of the revision shown'),
};
const waiver = z.uuid('must be the id of a waiver');

export const waiveGateBody = z.strictObject(request);
export const waiveGateInput = z.strictObject({ ...at, ...request });
export type WaiveGateInput = z.input<typeof waiveGateInput>;

export const countersignWaiverInput = z.strictObject({ ...at, waiver });
export type CountersignWaiverInput = z.input<typeof countersignWaiverInput>;

const revoking = { reason: z.string().trim().max(500, 'must be at most 500 characters').default('') };
export const revokeWaiverBody = z.strictObject(revoking);
export const revokeWaiverInput = z.strictObject({ ...at, waiver, ...revoking });
export type RevokeWaiverInput = z.input<typeof revokeWaiverInput>;

/** When a waiver until a day ends: with that day, UTC. Throws `invalid` naming the limit for a day that is over or too far ahead. */
export function endOfWaiver(until: string, maxDays: number, nowMs: number): number {
	const endsAtMs = Date.parse(until) + DAY_MS;
	const last = new Date(nowMs + maxDays * DAY_MS).toISOString().slice(0, 10);
	if (endsAtMs <= nowMs) throw new DomainError('invalid', `until: is over (got ${until})`, { field: 'until', value: until, limit: 'today or later' });
	if (until > last)
		throw new DomainError('invalid', `until: must be at most ${maxDays} days ahead, by ${last} (got ${until})`, { field: 'until', value: until, limit: last });
	return endsAtMs;
}
