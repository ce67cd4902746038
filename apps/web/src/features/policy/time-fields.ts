import type { StepUpStrength } from '@interlock/domain/access';
import type { Freeze, PolicyDocument } from '@interlock/domain/policy';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What a policy says of time, as the form holds it: texts as typed. */
export interface TimeFields {
	approvalDays: string;
	changeDays: string;
	deployWindowHours: string;
	waitHours: string;
	/** Empty: the session is enough. */
	stepUpMinutes: string;
	stepUpStrength: StepUpStrength;
	reviewDays: string;
	remindPercent: string;
	escalatePercent: string;
	closePercent: string;
	escalateTo: string;
	/** A line each: "Year end: 2026-12-24T12:00:00Z to 2027-01-04T06:00:00Z" or "Weekend: every week fri 16:00 to mon 08:00 Europe/Berlin". */
	freezes: string;
	breakGlass: boolean;
	twoPerson: boolean;
	breakGlassMinutes: string;
	breakGlassMost: string;
	breakGlassReviewHours: string;
}

export function timeFormOf({ expiry, review, waitMs, stepUpMs, stepUpStrength, freeze, breakGlass }: PolicyDocument): TimeFields {
	return {
		approvalDays: String(expiry.approvalMs / DAY_MS),
		changeDays: String(expiry.changeMs / DAY_MS),
		deployWindowHours: String(expiry.deployWindowMs / HOUR_MS),
		waitHours: String(waitMs / HOUR_MS),
		stepUpMinutes: stepUpMs === null ? '' : String(stepUpMs / MINUTE_MS),
		stepUpStrength,
		reviewDays: String(review.dueMs / DAY_MS),
		remindPercent: percent(review.remindAt),
		escalatePercent: percent(review.escalateAt),
		closePercent: percent(review.closeAt),
		escalateTo: review.escalateTo,
		freezes: freeze.map(lineOf).join('\n'),
		breakGlass: breakGlass.allowed,
		twoPerson: breakGlass.twoPerson,
		breakGlassMinutes: String(breakGlass.grantMs / MINUTE_MS),
		breakGlassMost: String(breakGlass.most),
		breakGlassReviewHours: String(breakGlass.reviewMs / HOUR_MS),
	};
}

/** The sections the fields mean; the policy's schema parses them. */
export function timeSectionsOf(fields: TimeFields) {
	return {
		expiry: {
			approvalMs: ms(fields.approvalDays, DAY_MS),
			changeMs: ms(fields.changeDays, DAY_MS),
			deployWindowMs: ms(fields.deployWindowHours, HOUR_MS),
		},
		waitMs: ms(fields.waitHours, HOUR_MS),
		stepUpMs: fields.stepUpMinutes.trim() === '' ? null : ms(fields.stepUpMinutes, MINUTE_MS),
		stepUpStrength: fields.stepUpStrength,
		review: {
			dueMs: ms(fields.reviewDays, DAY_MS),
			remindAt: Number(fields.remindPercent) / 100,
			escalateAt: Number(fields.escalatePercent) / 100,
			closeAt: Number(fields.closePercent) / 100,
			escalateTo: fields.escalateTo.trim(),
		},
		freeze: fields.freezes
			.split('\n')
			.map((line) => line.trim())
			.filter((line) => line !== '')
			.map(freezeOf),
		breakGlass: {
			allowed: fields.breakGlass,
			twoPerson: fields.twoPerson,
			grantMs: ms(fields.breakGlassMinutes, MINUTE_MS),
			most: Number(fields.breakGlassMost),
			reviewMs: ms(fields.breakGlassReviewHours, HOUR_MS),
		},
	};
}

function lineOf(freeze: Freeze): string {
	if (freeze.kind === 'once') return `${freeze.name}: ${freeze.from} to ${freeze.until}`;
	return `${freeze.name}: every week ${freeze.from} to ${freeze.until} ${freeze.timeZone}`;
}

/** A line that has neither form becomes one without its times, which the schema refuses by name. */
function freezeOf(line: string): unknown {
	const colon = line.indexOf(':');
	const [name, rest] = [line.slice(0, Math.max(colon, 0)).trim(), line.slice(colon + 1).trim()];
	const weekly = /^every week (\w{3} \d\d:\d\d) to (\w{3} \d\d:\d\d) (\S+)$/.exec(rest);
	if (weekly) return { kind: 'weekly', name, from: weekly[1], until: weekly[2], timeZone: weekly[3] };
	const [from = '', until = ''] = rest.split(' to ');
	return { kind: 'once', name, from: from.trim(), until: until.trim() };
}

function ms(text: string, unitMs: number): number {
	return Math.round(Number(text) * unitMs);
}

function percent(share: number): string {
	return String(Math.round(share * 1e6) / 1e4);
}
