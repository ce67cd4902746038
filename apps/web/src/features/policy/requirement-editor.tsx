'use client';
import { parsePredicate } from '@interlock/domain/policy';
import { Button, Checkbox, Field, Input } from '@interlock/ui/base';
import { Trash2 } from 'lucide-react';
import type { RequirementFields } from './requirement-fields.ts';

export interface RequirementEditorProps {
	requirement: RequirementFields;
	/** Names of the other requirements. */
	others: readonly string[];
	/** Id of the list of what "asks" may name. */
	choices: string;
	onChange: (change: Partial<RequirementFields>) => void;
	/** Absent for the only one: a policy asks for something. */
	onRemove: (() => void) | null;
}

/** One named requirement: whom it asks, how many, under which condition, kept apart from which others. */
export function RequirementEditor({ requirement, others, choices, onChange, onRemove }: RequirementEditorProps) {
	const id = `requirement-${requirement.key}`;
	const problem = problemOf(requirement.when);
	const text = (key: 'name' | 'from' | 'count' | 'stepUpMinutes', label: string, hint: string, more: { number?: boolean; required?: boolean } = {}) => (
		<Field id={`${id}-${key}`} label={label} hint={hint}>
			<Input
				id={`${id}-${key}`}
				type={more.number ? 'number' : 'text'}
				min={more.number ? '1' : undefined}
				list={key === 'from' ? choices : undefined}
				required={more.required}
				aria-describedby={`${id}-${key}-hint`}
				value={requirement[key]}
				onChange={(event) => onChange({ [key]: event.target.value })}
			/>
		</Field>
	);
	return (
		<li className="grid gap-3 rounded-control border border-line p-3">
			<div className="grid items-start gap-3 sm:grid-cols-2">
				{text('name', 'Name', 'Shown on the change page, such as model-risk.', { required: true })}
				{text('count', 'Approvals', '1 to 10.', { number: true, required: true })}
				{text('from', 'Asks', 'role:reviewer, group:<name>, owners(model), owners(changed.data); several with commas.', { required: true })}
				{text('stepUpMinutes', 'Proof again after, minutes', 'For approvals that count here; empty: as the policy says.', { number: true })}
				<Field
					id={`${id}-when`}
					className="sm:col-span-2"
					label="Only when"
					hint="Such as traffic_pct > 25 || metric_delta('mae') > 0; empty: asked of every change."
					error={problem}
				>
					<Input
						id={`${id}-when`}
						className="mono"
						spellCheck={false}
						invalid={problem !== null}
						aria-describedby={`${id}-when-${problem ? 'error' : 'hint'}`}
						value={requirement.when}
						onChange={(event) => onChange({ when: event.target.value })}
					/>
				</Field>
			</div>
			<div className="flex flex-wrap items-center gap-x-4 gap-y-1">
				{others.map((other) => (
					<Checkbox
						key={other}
						label={`Not by whoever counts for ${other}`}
						checked={requirement.distinctFrom.includes(other)}
						onChange={(apart) =>
							onChange({ distinctFrom: apart ? [...requirement.distinctFrom, other] : requirement.distinctFrom.filter((name) => name !== other) })
						}
					/>
				))}
				<Checkbox label="Its people may veto, also where it is not asked" checked={requirement.veto} onChange={(veto) => onChange({ veto })} />
				<span className="flex-1" />
				{onRemove && (
					<Button variant="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={onRemove}>
						Remove {requirement.name || 'it'}
					</Button>
				)}
			</div>
		</li>
	);
}

function problemOf(when: string): string | null {
	if (when.trim() === '') return null;
	const parsed = parsePredicate(when.trim());
	return parsed.ok ? null : parsed.problem;
}
