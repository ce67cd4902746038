'use client';
import { Checkbox, Field, Input } from '@interlock/ui/base';
import type { GateFields } from './gate-fields.ts';

/** Gates that may be left out, the checks that are made outside, and who may waive. */
export function GateFieldset({ fields, onChange }: { fields: GateFields; onChange: (change: Partial<GateFields>) => void }) {
	const input = (key: TextKey, label: string, hint: string, type: 'number' | 'text' = 'number') => (
		<Field id={`policy-${key}`} label={label} hint={hint}>
			<Input
				id={`policy-${key}`}
				type={type}
				{...(type === 'number' ? { step: 'any', min: '0' } : {})}
				value={fields[key]}
				onChange={(event) => onChange({ [key]: event.target.value })}
			/>
		</Field>
	);
	return (
		<>
			<fieldset className="grid items-start gap-3 sm:grid-cols-2">
				<legend className="mb-2 font-semibold">More gates</legend>
				<p className="text-meta text-ink-2 sm:col-span-2">An empty field leaves its gate out.</p>
				{input('leakagePercent', 'Held-out rows equal to a training row, %', 'At most; keys that were trained on are never allowed.')}
				{input('slicePercent', 'Worst slice, %', 'No slice shown worse by more than this share of its error; Holm-corrected.')}
				{input('slopeTolerance', 'Calibration: slope within', 'Of actual on predicted, around 1: 0.2 allows 0.8 to 1.2.')}
				{input('biasPercent', 'Calibration: bias, % of the error', 'Mean of predicted minus actual, either way.')}
				{input('maxEce', 'Calibration error of probabilities', 'Expected calibration error over 15 bins, at most.')}
				{input('latencyRatio', "Latency, times the champion's", '95th percentile of one row in the serving runtime, measured in turn.')}
				{input('latencyMs', 'Latency, milliseconds', '95th percentile of one row, at most.')}
				{input('suite', 'Behaviour suite', 'Name of a suite that was pushed to this project.', 'text')}
				{input('licences', 'Licences allowed', 'SPDX identifiers by comma, with a complete model card; empty: any.', 'text')}
				{input('reproductionMetrics', 'Metrics of the training again', 'By comma; compared where the bytes differ. Empty: only the same bytes pass.', 'text')}
				{input('reproductionPercent', 'How far each may be from the first, %', 'Of the value that the first training logged.')}
				{input('checks', 'Checks made outside', 'By comma, each with whose key signs it: “fairness: ci-1”.', 'text')}
				<div className="grid content-start sm:col-span-2">
					<Checkbox label="Held-out rows must be later than training" checked={fields.leakageTime} onChange={(leakageTime) => onChange({ leakageTime })} />
					<Checkbox
						label="Every case of the suite must pass, also those that the champion fails"
						checked={fields.suiteAll}
						onChange={(suiteAll) => onChange({ suiteAll })}
					/>
					<Checkbox
						label="The version is trained again from its run's lock, and must come out alike"
						checked={fields.reproductionNeeded}
						onChange={(reproductionNeeded) => onChange({ reproductionNeeded })}
					/>
					<Checkbox label="The model card must be complete" checked={fields.cardNeeded} onChange={(cardNeeded) => onChange({ cardNeeded })} />
				</div>
			</fieldset>
			<fieldset className="grid items-start gap-3 sm:grid-cols-2">
				<legend className="mb-2 font-semibold">Waivers</legend>
				{input('waiverDays', 'Longest waiver, days', 'At most 90; each is countersigned by a second person who did not contribute.')}
				<div className="grid content-start">
					<Checkbox label="Reviewers may waive" checked={fields.waiverReviewers} onChange={(waiverReviewers) => onChange({ waiverReviewers })} />
					<Checkbox label="Administrators may waive" checked={fields.waiverAdmins} onChange={(waiverAdmins) => onChange({ waiverAdmins })} />
				</div>
			</fieldset>
		</>
	);
}

type TextKey = { [K in keyof GateFields]: GateFields[K] extends string ? K : never }[keyof GateFields];
