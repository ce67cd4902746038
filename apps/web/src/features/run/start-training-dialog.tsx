'use client';
import { Button, Dialog, Field, Input, Note, Select, Skeleton } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { RoleDataset, type RoleDatasetValue } from './role-dataset.tsx';
import type { StartTraining, TrainingChoices, TrainingRole, TrainingTemplate } from './types.ts';

export interface StartTrainingDialogProps {
	permit: Permit;
	choices: TrainingChoices | null;
	onOpen: () => void;
	/** Resolves to the server's refusal, or null when the training was queued. */
	onStart: (training: StartTraining) => Promise<string | null>;
}

/** Starts a training from a template: parameters, data per role, the model it may register. */
export function StartTrainingDialog({ permit, choices, onOpen, onStart }: StartTrainingDialogProps) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button
				variant="primary"
				icon={<Play size={14} aria-hidden />}
				reason={permit.allowed ? null : permit.reason}
				onClick={() => {
					onOpen();
					setOpen(true);
				}}
			>
				New run
			</Button>
			<Dialog open={open} onOpenChange={setOpen} wide title="New run" description="Runs a template on an agent, in its own environment and process group.">
				{choices ? <StartForm choices={choices} onStart={onStart} /> : <Loading />}
			</Dialog>
		</>
	);
}

const ROLES: readonly TrainingRole[] = ['train', 'holdout'];

function Loading() {
	return (
		<div aria-busy className="grid gap-3 py-2">
			<Skeleton className="w-1/3" />
			<Skeleton className="h-8 w-full" />
			<Skeleton className="w-1/4" />
			<Skeleton className="h-8 w-full" />
		</div>
	);
}

function StartForm({ choices, onStart }: { choices: TrainingChoices; onStart: StartTrainingDialogProps['onStart'] }) {
	const [template, setTemplate] = useState<TrainingTemplate | null>(choices.templates[0] ?? null);
	const [parameters, setParameters] = useState<Record<string, string>>({});
	const [datasets, setDatasets] = useState<Partial<Record<TrainingRole, RoleDatasetValue[]>>>({});
	const [model, setModel] = useState(choices.models[0] ?? '');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	if (!template) return <Note>This project has no template yet.</Note>;
	const chosen = template;

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		setError(
			await onStart({
				template: chosen.name,
				parameters: Object.fromEntries(chosen.parameters.map((p) => [p.name, parameters[p.name] ?? p.default])),
				datasets: ROLES.flatMap((role) => (datasets[role] ?? []).map((d) => ({ ...d, role }))),
				model: model.trim() || null,
			}),
		);
		setBusy(false);
	}

	return (
		<form onSubmit={(event) => void submit(event)} className="grid gap-4 py-1">
			<Field id="training-template" label="Template">
				<Select
					id="training-template"
					options={choices.templates.map((t) => ({ value: t.name, label: t.name }))}
					value={chosen.name}
					onChange={(name) => setTemplate(choices.templates.find((t) => t.name === name) ?? chosen)}
				/>
			</Field>
			{ROLES.map((role) => (
				<RoleDataset
					key={role}
					role={role}
					datasets={choices.datasets}
					value={datasets[role] ?? []}
					onChange={(value) => setDatasets({ ...datasets, [role]: value })}
				/>
			))}
			{chosen.parameters.length > 0 && (
				<fieldset className="grid gap-3 sm:grid-cols-2">
					<legend className="mb-1 text-meta font-strong">Parameters</legend>
					{chosen.parameters.map((parameter) => (
						<Field key={parameter.name} id={`parameter-${parameter.name}`} label={<span className="mono">{parameter.name}</span>} hint={parameter.type}>
							<Input
								id={`parameter-${parameter.name}`}
								value={parameters[parameter.name] ?? parameter.default}
								onChange={(event) => setParameters({ ...parameters, [parameter.name]: event.target.value })}
							/>
						</Field>
					))}
				</fieldset>
			)}
			<Field id="training-model" label="Model" hint="The registered model this run may add a version to. Empty: none.">
				<Input id="training-model" list="training-models" value={model} onChange={(event) => setModel(event.target.value)} />
				<datalist id="training-models">
					{choices.models.map((name) => (
						<option key={name} value={name} />
					))}
				</datalist>
			</Field>
			{error && (
				<Note kind="bad" role="alert">
					{error}
				</Note>
			)}
			<div className="flex justify-end">
				<Button type="submit" variant="primary" size="md" busy={busy} icon={<Play size={14} aria-hidden />}>
					Start training
				</Button>
			</div>
		</form>
	);
}
