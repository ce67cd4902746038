'use client';
import { Checkbox, Field, Input, Select, Textarea } from '@interlock/ui/base';
import type { TimeFields } from './time-fields.ts';

type Texts = Exclude<{ [K in keyof TimeFields]: TimeFields[K] extends string ? K : never }[keyof TimeFields], 'stepUpStrength'>;

const STRENGTHS = [
	{ value: 'password', label: 'Password or passkey' },
	{ value: 'passkey', label: 'Passkey only' },
] as const;

/** The part of the policy's form about time: expiry, reminders, freezes, the wait timer, and the emergency path. */
export function TimeFieldset({ fields, onChange }: { fields: TimeFields; onChange: (change: Partial<TimeFields>) => void }) {
	const text = (key: Texts, label: string, hint: string, more: { number?: boolean; optional?: boolean } = { number: true }) => (
		<Field id={`policy-${key}`} label={label} hint={hint}>
			<Input
				id={`policy-${key}`}
				type={more.number ? 'number' : 'text'}
				step={more.number ? 'any' : undefined}
				min={more.number ? '0' : undefined}
				required={!more.optional}
				value={fields[key]}
				onChange={(event) => onChange({ [key]: event.target.value })}
			/>
		</Field>
	);
	return (
		<>
			<fieldset className="grid items-start gap-3 sm:grid-cols-2">
				<legend className="mb-2 font-semibold">Time</legend>
				{text('approvalDays', 'Approvals expire after, days', 'Then they have to be given again.')}
				{text('changeDays', 'Change requests expire after, days', 'Then they close by themselves.')}
				{text('deployWindowHours', 'Deploy window, hours', 'Starts within this time after the approvals, else somebody approves again.')}
				{text('waitHours', 'Wait timer, hours', 'Between the last approval needed and the rollout; 0 for none.')}
				{text('stepUpMinutes', 'Proof again after, minutes', 'Approving asks for the password or a passkey; empty: the session is enough.', {
					number: true,
					optional: true,
				})}
				<Field id="policy-stepUpStrength" label="Proof by" hint="Where a fresh one is asked for, here or by a requirement.">
					<Select id="policy-stepUpStrength" options={STRENGTHS} value={fields.stepUpStrength} onChange={(stepUpStrength) => onChange({ stepUpStrength })} />
				</Field>
				<Field
					id="policy-freezes"
					className="sm:col-span-2"
					label="Freezes"
					hint="A line each: “Year end: 2026-12-24T12:00:00Z to 2027-01-04T06:00:00Z” or “Weekend: every week fri 16:00 to mon 08:00 Europe/Berlin”."
				>
					<Textarea id="policy-freezes" rows={3} value={fields.freezes} onChange={(event) => onChange({ freezes: event.target.value })} />
				</Field>
			</fieldset>
			<fieldset className="grid items-start gap-3 sm:grid-cols-2">
				<legend className="mb-2 font-semibold">Reminders</legend>
				{text('reviewDays', 'Review due after, days', 'From the push of the newest revision.')}
				{text('remindPercent', 'Reminder at, %', 'Of the time until it is due.')}
				{text('escalatePercent', 'Escalation at, %', 'Then others are asked as well.')}
				{text('escalateTo', 'Escalates to', 'role:<role> or group:<name>.', {})}
				{text('closePercent', 'Closes at, %', 'A change that nobody reviewed until then closes by itself.')}
			</fieldset>
			<fieldset className="grid items-start gap-3 sm:grid-cols-2">
				<legend className="mb-2 font-semibold">Break-glass</legend>
				<div className="grid content-start">
					<Checkbox label="There is an emergency path" checked={fields.breakGlass} onChange={(breakGlass) => onChange({ breakGlass })} />
					<Checkbox label="It takes two people of different groups" checked={fields.twoPerson} onChange={(twoPerson) => onChange({ twoPerson })} />
				</div>
				{text('breakGlassMost', 'At most, within 30 days', '1 to 3 in a project.')}
				{text('breakGlassMinutes', 'To be confirmed within, minutes', 'At most 60.')}
				{text('breakGlassReviewHours', 'Reviewed within, hours', 'Else it is rolled back by itself; at most 24.')}
			</fieldset>
		</>
	);
}
