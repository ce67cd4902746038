'use client';
import type { Permission } from '@interlock/domain/access';
import { Button, Checkbox, Field, FormDialog, Input, Select } from '@interlock/ui/base';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import { presetOf, PRESETS } from './scope-presets.ts';
import type { NewToken } from './types.ts';

export interface CreateTokenDialogProps {
	/** What the maker may do themselves: a token can't reach further. */
	permissions: readonly Permission[];
	projects: readonly { slug: string; name: string }[];
	/** Resolves to the server's refusal, or null when the token was made. */
	onCreate: (token: NewToken) => Promise<string | null>;
}

const DAYS = [
	{ value: '7', label: '7 days' },
	{ value: '30', label: '30 days' },
	{ value: '90', label: '90 days' },
	{ value: '366', label: '366 days' },
] as const;

/** Name, reach, scopes and life of a new token. */
export function CreateTokenDialog({ permissions, projects, onCreate }: CreateTokenDialogProps) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const [project, setProject] = useState('');
	const [scopes, setScopes] = useState<readonly Permission[]>(presetOf('track', permissions));
	const [days, setDays] = useState<(typeof DAYS)[number]['value']>('90');
	const form = useFormDialog(create, setOpen);

	async function create(): Promise<string | null> {
		if (scopes.length === 0) return 'Choose at least one scope.';
		const refusal = await onCreate({ name: name.trim(), projects: project === '' ? null : [project], scopes: [...scopes], days: Number(days) });
		if (refusal === null) setName('');
		return refusal;
	}

	return (
		<>
			<Button variant="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen(true)}>
				New token
			</Button>
			<FormDialog
				{...form}
				open={open}
				wide
				title="New token"
				description="It acts as you, within these scopes and your roles of the moment."
				verb="Create token"
			>
				<Field id="token-name" label="Name" hint="What uses it: laptop, nightly job.">
					<Input id="token-name" value={name} required maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
				</Field>
				<div className="grid gap-4 sm:grid-cols-2">
					<Field id="token-project" label="Limited to">
						<Select
							id="token-project"
							options={[{ value: '', label: 'All projects' }, ...projects.map((p) => ({ value: p.slug, label: p.name }))]}
							value={project}
							onChange={setProject}
						/>
					</Field>
					<Field id="token-days" label="Expires after">
						<Select id="token-days" options={DAYS} value={days} onChange={setDays} />
					</Field>
				</div>
				<fieldset>
					<legend className="mb-1 text-meta font-strong">Scopes</legend>
					<div className="mb-2 flex flex-wrap gap-2">
						{PRESETS.map((preset) => (
							<Button key={preset.key} onClick={() => setScopes(presetOf(preset.key, permissions))}>
								{preset.title}
							</Button>
						))}
					</div>
					<div className="grid max-h-56 grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-4 overflow-auto rounded-control border border-line p-2">
						{permissions.map((scope) => (
							<Checkbox
								key={scope}
								label={<span className="mono">{scope}</span>}
								checked={scopes.includes(scope)}
								onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((other) => other !== scope))}
							/>
						))}
					</div>
				</fieldset>
			</FormDialog>
		</>
	);
}
