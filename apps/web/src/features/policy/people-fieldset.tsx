'use client';
import { Button, Checkbox, Field, Textarea } from '@interlock/ui/base';
import { Plus } from 'lucide-react';
import { RequirementEditor } from './requirement-editor.tsx';
import { newRequirement, type PeopleFields, type RequirementFields } from './requirement-fields.ts';

export interface PeopleFieldsetProps {
	fields: PeopleFields;
	/** Names of the organization's groups. */
	groups: readonly string[];
	onChange: (change: Partial<PeopleFields>) => void;
}

/** The part of the policy's form about people: requirements, owners, risk, and who reviews the policy itself. */
export function PeopleFieldset({ fields, groups, onChange }: PeopleFieldsetProps) {
	const { requirements } = fields;
	const put = (key: string, change: Partial<RequirementFields>) =>
		onChange({ requirements: requirements.map((one) => (one.key === key ? { ...one, ...change } : one)) });
	return (
		<fieldset className="grid gap-3">
			<legend className="mb-2 font-semibold">Who approves</legend>
			<datalist id="policy-asks">
				{['role:reviewer', ...groups.map((name) => `group:${name}`), 'owners(model)', 'owners(changed)', 'owners(changed.data)'].map((choice) => (
					<option key={choice} value={choice} />
				))}
			</datalist>
			<ol aria-label="Requirements" className="grid gap-3">
				{requirements.map((requirement) => (
					<RequirementEditor
						key={requirement.key}
						requirement={requirement}
						others={requirements.filter((one) => one.key !== requirement.key && one.name !== '').map((one) => one.name)}
						choices="policy-asks"
						onChange={(change) => put(requirement.key, change)}
						onRemove={requirements.length > 1 ? () => onChange({ requirements: requirements.filter((one) => one.key !== requirement.key) }) : null}
					/>
				))}
			</ol>
			<p>
				<Button
					icon={<Plus size={14} aria-hidden />}
					reason={requirements.length >= 10 ? 'A policy has at most 10 requirements.' : null}
					onClick={() => onChange({ requirements: [...requirements, newRequirement(requirements)] })}
				>
					Add a requirement
				</Button>
			</p>
			<div className="grid items-start gap-3 sm:grid-cols-2">
				<Field
					id="policy-owners"
					label="Owners"
					hint="A line each: “data/** = group:data-owners” or “model credit/* = role:reviewer”; the last that fits counts."
				>
					<Textarea id="policy-owners" rows={3} spellCheck={false} value={fields.owners} onChange={(event) => onChange({ owners: event.target.value })} />
				</Field>
				<Field id="policy-risk" label="Risk of models" hint="A line each: “credit/* = high”; low, medium or high. The condition risk_tier reads it.">
					<Textarea id="policy-risk" rows={3} spellCheck={false} value={fields.riskTiers} onChange={(event) => onChange({ riskTiers: event.target.value })} />
				</Field>
			</div>
			<Checkbox
				label="An edit of this policy needs the approval of somebody else who may edit policies"
				checked={fields.isProtected}
				onChange={(isProtected) => onChange({ isProtected })}
			/>
		</fieldset>
	);
}
