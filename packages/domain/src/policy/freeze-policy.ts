// Rules
// 1. Within a freeze nothing starts to roll out; reviewing and evaluating go on. A rollback is never frozen.
// 2. A freeze is once, between two instants, or every week between two times of a time zone.
// 3. Of freezes that overlap, the one that ends last is told.

import { z } from 'zod';
import { instantOfWeek, minuteOfWeek } from './week-time.ts';

const name = z.string().trim().min(1, 'must have a name').max(80, 'must be at most 80 characters');
const instant = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-12-24T12:00:00Z' });
const weekTime = z.string().regex(/^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d$/, 'must be a day and a time such as "fri 16:00"');
const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin');

export const freezeSchema = z.discriminatedUnion('kind', [
	z
		.strictObject({ kind: z.literal('once'), name, from: instant, until: instant })
		.refine(({ from, until }) => Date.parse(from) < Date.parse(until), { path: ['until'], message: 'must be after its beginning' }),
	z
		.strictObject({ kind: z.literal('weekly'), name, from: weekTime, until: weekTime, timeZone })
		.refine(({ from, until }) => from !== until, { path: ['until'], message: 'must differ from its beginning' }),
]);
export type Freeze = z.output<typeof freezeSchema>;

/** The freeze calendar of an environment. */
export const freezePolicySchema = z.array(freezeSchema).max(50, 'must be at most 50 freezes');

/** The freeze that holds at a moment and when it ends, or null. */
export function freezeAt(freezes: readonly Freeze[], nowMs: number): { name: string; untilMs: number } | null {
	const holding = freezes.flatMap((freeze) => {
		const untilMs = endOf(freeze, nowMs);
		return untilMs === null ? [] : [{ name: freeze.name, untilMs }];
	});
	return holding.sort((a, b) => b.untilMs - a.untilMs)[0] ?? null;
}

function endOf(freeze: Freeze, nowMs: number): number | null {
	if (freeze.kind === 'once') return nowMs >= Date.parse(freeze.from) && nowMs < Date.parse(freeze.until) ? Date.parse(freeze.until) : null;
	const [from, until] = [weekMinute(freeze.from), weekMinute(freeze.until)];
	const now = minuteOfWeek(nowMs, freeze.timeZone);
	const within = from < until ? now >= from && now < until : now >= from || now < until;
	return within ? instantOfWeek(nowMs, until, freeze.timeZone) : null;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function weekMinute(text: string): number {
	const [day = '', time = ''] = text.split(' ');
	const [hour, minute] = time.split(':').map(Number);
	return DAYS.indexOf(day) * 1440 + (hour ?? 0) * 60 + (minute ?? 0);
}

function isTimeZone(text: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: text });
		return true;
	} catch {
		return false;
	}
}
