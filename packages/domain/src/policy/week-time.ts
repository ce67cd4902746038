const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 1440;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Minutes since Monday 00:00 by the clocks of a time zone. */
export function minuteOfWeek(atMs: number, timeZone: string): number {
	const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
	const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
	return WEEKDAYS.indexOf(parts.weekday ?? '') * 1440 + Number(parts.hour) * 60 + Number(parts.minute);
}

/** The next instant after `afterMs` at which clocks of the time zone show that minute of the week; a clock change in between is counted. */
export function instantOfWeek(afterMs: number, minute: number, timeZone: string): number {
	const start = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS;
	const ahead = (minute - minuteOfWeek(start, timeZone) + WEEK_MINUTES) % WEEK_MINUTES || WEEK_MINUTES;
	const guess = start + ahead * MINUTE_MS;
	const off = minute - minuteOfWeek(guess, timeZone);
	const shift = off > WEEK_MINUTES / 2 ? off - WEEK_MINUTES : off < -WEEK_MINUTES / 2 ? off + WEEK_MINUTES : off;
	return guess + shift * MINUTE_MS;
}
