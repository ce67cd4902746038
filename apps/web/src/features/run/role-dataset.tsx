'use client';
import { Checkbox, Select } from '@interlock/ui/base';
import { useState } from 'react';
import type { TrainingChoices, TrainingRole } from './types.ts';

export interface RoleDatasetValue {
	name: string;
	version: number;
}

/** Dataset versions for one role of a training. */
export function RoleDataset({
	role,
	datasets,
	value,
	onChange,
}: {
	role: TrainingRole;
	datasets: TrainingChoices['datasets'];
	value: readonly RoleDatasetValue[];
	onChange: (value: RoleDatasetValue[]) => void;
}) {
	const [name, setName] = useState(datasets[0]?.name ?? null);
	const versions = datasets.find((dataset) => dataset.name === name)?.versions ?? [];
	const picked = (version: number) => value.some((d) => d.name === name && d.version === version);
	return (
		<fieldset className="grid gap-1.5">
			<legend className="mb-1 text-meta font-strong">{role === 'train' ? 'Data to train on' : 'Data held out'}</legend>
			<Select label={`Dataset for ${role}`} options={datasets.map((d) => ({ value: d.name, label: d.name }))} value={name} onChange={setName} />
			<div className="flex max-h-40 flex-wrap gap-x-4 gap-y-1 overflow-auto rounded-control border border-line p-2">
				{versions.length === 0 && <span className="text-meta text-ink-3">No version yet.</span>}
				{versions.map(({ version, period }) => (
					<Checkbox
						key={version}
						label={period ? `v${version}, ${period}` : `v${version}`}
						checked={picked(version)}
						onChange={(on) => name && onChange(on ? [...value, { name, version }] : value.filter((d) => !(d.name === name && d.version === version)))}
					/>
				))}
			</div>
		</fieldset>
	);
}
