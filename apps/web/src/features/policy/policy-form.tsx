'use client';
import type { PolicyDocument } from '@interlock/domain/policy';
import { Button, Card, Checkbox, Field, Input, Note } from '@interlock/ui/base';
import { type FormEvent, useState } from 'react';
import { DiscussionFieldset } from './discussion-fieldset.tsx';
import { PeopleFieldset } from './people-fieldset.tsx';
import { documentOf, formOf, type PolicyFields } from './policy-fields.ts';
import { GateFieldset } from './gate-fieldset.tsx';
import { PolicyPreview } from './policy-preview.tsx';
import { TimeFieldset } from './time-fieldset.tsx';
import type { Replay } from './types.ts';

export interface PolicyFormProps {
	environment: string;
	version: number;
	document: PolicyDocument;
	/** Names of the organization's groups. */
	groups: readonly string[];
	/** Saving makes a proposal that somebody else has to approve. */
	proposes: boolean;
	/** The project's address. */
	projectBase: string;
	onReplay: (document: PolicyDocument) => Promise<Replay>;
	onSave: (document: PolicyDocument, reason: string) => Promise<string | null>;
	onCancel: () => void;
}

/** Edits a policy. Saving makes a new version; what the server refuses is said with field, value and limit. */
export function PolicyForm({ environment, version, document, groups, proposes, projectBase, onReplay, onSave, onCancel }: PolicyFormProps) {
	const [fields, setFields] = useState<PolicyFields>(() => formOf(document));
	const [reason, setReason] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const set = (change: Partial<PolicyFields>) => setFields({ ...fields, ...change });
	const number = (key: 'marginPercent' | 'errorMarginPercent' | 'errorLimitPercent' | 'failuresInARow', label: string, hint: string) => (
		<Field id={`policy-${key}`} label={label} hint={hint}>
			<Input id={`policy-${key}`} type="number" step="any" min="0" required value={fields[key]} onChange={(event) => set({ [key]: event.target.value })} />
		</Field>
	);

	const made = documentOf(document, fields);

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (!made.ok) {
			setError(made.problem);
			return;
		}
		setBusy(true);
		setError(await onSave(made.document, reason));
		setBusy(false);
	}

	return (
		<Card title={`Edit ${environment}`} meta={proposes ? 'somebody else has to approve it' : `makes version ${version + 1}`}>
			<form onSubmit={(event) => void submit(event)} className="grid gap-5 p-3">
				<PeopleFieldset fields={fields} groups={groups} onChange={set} />
				<TimeFieldset fields={fields} onChange={set} />
				<DiscussionFieldset fields={fields} requiredDiffs={document.openedDiffs.requiredDiffs} onChange={set} />
				<fieldset className="grid items-start gap-3 sm:grid-cols-2">
					<legend className="mb-2 font-semibold">Gates</legend>
					{number('marginPercent', "Margin of a person's change, %", 'How much worse than the champion it may be, as a share of its error.')}
					<div className="grid content-start">
						<Checkbox label="A first version must beat the naive rule" checked={fields.beatsNaive} onChange={(beatsNaive) => set({ beatsNaive })} />
						<Checkbox label="The signature must fit the champion" checked={fields.signature} onChange={(signature) => set({ signature })} />
						<Checkbox label="Data must meet its expectations" checked={fields.expectations} onChange={(expectations) => set({ expectations })} />
						<Checkbox label="A retrain not shown better closes by itself" checked={fields.closeRetrains} onChange={(closeRetrains) => set({ closeRetrains })} />
					</div>
				</fieldset>
				<GateFieldset fields={fields} onChange={set} />
				<fieldset className="grid items-start gap-3 sm:grid-cols-2">
					<legend className="mb-2 font-semibold">Rollout</legend>
					<Field id="policy-weights" label="Weights, %" hint="Rising, the last 100; “shadow” first to score without answering.">
						<Input id="policy-weights" required value={fields.weights} onChange={(event) => set({ weights: event.target.value })} />
					</Field>
					<Field id="policy-requests" label="Requests per step" hint="At least so many before it may go on.">
						<Input
							id="policy-requests"
							type="number"
							min="0"
							required
							value={fields.minRequests}
							onChange={(event) => set({ minRequests: event.target.value })}
						/>
					</Field>
					{number('errorMarginPercent', 'Error margin, percentage points', 'Goes on once shown to fail by less than this more than the champion.')}
					{number('errorLimitPercent', 'Error limit of a first version, %', 'It has no champion to be compared with.')}
					{number('failuresInARow', 'Failures in a row', 'So many roll back at once.')}
				</fieldset>
				<PolicyPreview projectBase={projectBase} before={document} made={made} onReplay={onReplay} />
				{proposes && (
					<Field id="policy-reason" label="Why" hint="For whoever has to approve it.">
						<Input id="policy-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
					</Field>
				)}
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
				<div className="flex justify-end gap-2">
					<Button size="md" onClick={onCancel}>
						Cancel
					</Button>
					<Button size="md" type="submit" variant="primary" busy={busy}>
						{proposes ? 'Propose this edit' : `Save as version ${version + 1}`}
					</Button>
				</div>
			</form>
		</Card>
	);
}
