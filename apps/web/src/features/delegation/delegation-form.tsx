'use client';
import { Button, Field, Input, Note, Select } from '@interlock/ui/base';
import { type FormEvent, useState } from 'react';
import type { NewDelegation } from './types.ts';

const DAY_MS = 86_400_000;
const EVERYWHERE = '*';

export interface DelegationFormProps {
	people: readonly { userId: string; name: string }[];
	projects: readonly { slug: string; name: string }[];
	/** Names of the environments of the project that was chosen last. */
	environments: readonly string[];
	onChooseProject: (slug: string | null) => void;
	nowMs: number;
	/** Resolves to the server's refusal, or null when it was made. */
	onCreate: (wanted: NewDelegation) => Promise<string | null>;
}

/** Who votes for the reader, from when until when, and where. */
export function DelegationForm({ people, projects, environments, onChooseProject, nowMs, onCreate }: DelegationFormProps) {
	const [to, setTo] = useState<string | null>(null);
	const [from, setFrom] = useState(dayOf(nowMs));
	const [until, setUntil] = useState(dayOf(nowMs + 7 * DAY_MS));
	const [project, setProject] = useState(EVERYWHERE);
	const [environment, setEnvironment] = useState(EVERYWHERE);
	const [reason, setReason] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (to === null) return setError('Choose who votes for you.');
		setBusy(true);
		const refusal = await onCreate({
			to,
			fromMs: Date.parse(from),
			untilMs: Date.parse(until) + DAY_MS,
			project: project === EVERYWHERE ? undefined : project,
			environment: project === EVERYWHERE || environment === EVERYWHERE ? undefined : environment,
			reason: reason.trim(),
		});
		setBusy(false);
		setError(refusal);
		if (refusal === null) setReason('');
	}

	return (
		<form onSubmit={(event) => void submit(event)} className="grid gap-3 p-3">
			<Field id="leave-to" label="Votes for you">
				<Select id="leave-to" options={people.map(({ userId, name }) => ({ value: userId, label: name }))} value={to} onChange={setTo} />
			</Field>
			<div className="grid grid-cols-2 gap-3">
				<Field id="leave-from" label="First day">
					<Input id="leave-from" type="date" required value={from} onChange={(event) => setFrom(event.target.value)} />
				</Field>
				<Field id="leave-until" label="Last day" hint="At most 30 days, by UTC.">
					<Input id="leave-until" type="date" required value={until} onChange={(event) => setUntil(event.target.value)} />
				</Field>
			</div>
			<div className="grid grid-cols-2 gap-3">
				<Field id="leave-project" label="Project">
					<Select
						id="leave-project"
						options={[{ value: EVERYWHERE, label: 'Every project' }, ...projects.map(({ slug, name }) => ({ value: slug, label: name }))]}
						value={project}
						onChange={(slug) => {
							setProject(slug);
							setEnvironment(EVERYWHERE);
							onChooseProject(slug === EVERYWHERE ? null : slug);
						}}
					/>
				</Field>
				<Field id="leave-environment" label="Environment">
					<Select
						id="leave-environment"
						disabled={project === EVERYWHERE}
						options={[{ value: EVERYWHERE, label: 'Every environment' }, ...environments.map((name) => ({ value: name, label: name }))]}
						value={environment}
						onChange={setEnvironment}
					/>
				</Field>
			</div>
			<Field id="leave-reason" label="Reason" hint="Shown beside it; may stay empty.">
				<Input id="leave-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
			</Field>
			{error && (
				<Note kind="bad" role="alert">
					{error}
				</Note>
			)}
			<div className="flex justify-end">
				<Button type="submit" variant="primary" size="md" busy={busy}>
					Let them vote for me
				</Button>
			</div>
		</form>
	);
}

function dayOf(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}
