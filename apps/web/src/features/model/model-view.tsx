'use client';
import { Badge, Card, cn, type State, STATES, StateBadge } from '@interlock/ui/base';
import { Cell, DataTable, Digest, formatBytes, formatStamp, HeadCell } from '@interlock/ui/data';
import { ArtifactTree } from '@interlock/ui/operate';
import { VersionChip } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import Link from 'next/link';
import { RecallButton, RecallNotice } from '../recall/recall-button.tsx';
import { ModelCard } from './model-card.tsx';
import { ProposeChangeDialog } from './propose-change-dialog.tsx';
import type { ModelDetail, ModelVersionView, ProposeChange } from './types.ts';
import { VersionLineage } from './version-lineage.tsx';

export interface ModelViewProps {
	place: { org: string; project: string };
	model: ModelDetail;
	/** Resolves to the server's refusal, or null when the change was opened. */
	onPropose: (change: ProposeChange) => Promise<string | null>;
}

/** One registered model: its versions, and the one in view with what it is made of. */
export function ModelView({ place, model, onPropose }: ModelViewProps) {
	const base = `/${place.org}/${place.project}`;
	const here = `${base}/models/${encodeURIComponent(model.name)}`;
	const selected = model.versions.find((version) => version.version === model.selected) ?? model.versions[0];
	return (
		<>
			<PageHead
				title={model.name}
				meta={<span className="pt-1 text-ink-3">{model.versions.length === 1 ? '1 version' : `${model.versions.length} versions`}</span>}
				actions={
					selected && (
						<>
							<RecallButton
								place={place}
								name={`${model.name} version ${selected.version}`}
								subject={{ model: { name: model.name, version: selected.version } }}
							/>
							<ProposeChangeDialog model={model} version={selected.version} onPropose={onPropose} />
						</>
					)
				}
			>
				{model.description && <p className="mt-1 text-ink-2">{model.description}</p>}
			</PageHead>
			{selected && (
				<RecallNotice place={place} name={`${model.name} version ${selected.version}`} subject={{ model: { name: model.name, version: selected.version } }} />
			)}
			<div className="grid items-start gap-4 px-4 pt-2 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_352px]">
				<div className="grid min-w-0 gap-4">
					<Card title="Versions">
						<DataTable label="Versions">
							<thead>
								<tr>
									<HeadCell className="pl-3">Version</HeadCell>
									<HeadCell>Serving</HeadCell>
									<HeadCell>Run</HeadCell>
									<HeadCell>Change request</HeadCell>
									<HeadCell>Data digest</HeadCell>
									<HeadCell className="pr-3">Made</HeadCell>
								</tr>
							</thead>
							<tbody>
								{model.versions.map((version) => (
									<VersionRow key={version.version} base={base} here={here} version={version} current={version === selected} />
								))}
							</tbody>
						</DataTable>
					</Card>
					{selected && <ModelCard key={selected.version} place={place} model={model.name} version={selected.version} />}
					{selected && <Signature version={selected} />}
				</div>
				{selected && (
					<div className="grid min-w-0 gap-4">
						<VersionLineage base={base} version={selected} />
						<Card title="Files" meta={`v${selected.version}, ${formatBytes(selected.files.reduce((sum, file) => sum + file.sizeBytes, 0))}`}>
							<div className="max-h-96 overflow-auto">
								<ArtifactTree files={selected.files} empty="No file." />
							</div>
						</Card>
					</div>
				)}
			</div>
		</>
	);
}

function VersionRow({ base, here, version, current }: { base: string; here: string; version: ModelVersionView; current: boolean }) {
	const change = version.changes[0];
	return (
		<tr aria-selected={current} className={cn('hover:bg-surface-2', current && 'bg-surface-3 hover:bg-surface-3')}>
			<Cell className="h-10 pl-3">
				<Link href={`${here}?version=${version.version}`} scroll={false} className="font-strong hover:underline">
					v{version.version}
				</Link>
				{version.aliases.map((alias) => (
					<Badge key={alias} className="ml-1.5">
						{alias}
					</Badge>
				))}
			</Cell>
			<Cell>
				{version.serving.length === 0 && <span className="text-meta text-ink-3">nowhere</span>}
				{version.serving.map((place) => (
					<span key={place.endpoint} className="mr-2 inline-flex items-center gap-1.5">
						<VersionChip role={place.role} version={place.role} bare />
						<span className="text-meta text-ink-2">{place.endpoint}</span>
					</span>
				))}
			</Cell>
			<Cell className="max-w-40" title={version.run?.name}>
				{version.run ? (
					<Link href={`${base}/runs/${version.run.id}`} className="block truncate link">
						{version.run.name}
					</Link>
				) : (
					'—'
				)}
			</Cell>
			<Cell>
				{change ? (
					<span className="flex items-center gap-1.5">
						<Link href={`${base}/changes/${change.number}`} className="link inline-block min-w-6 py-1">
							#{change.number}
						</Link>
						{isState(change.state) && <StateBadge state={change.state} />}
					</span>
				) : (
					<span className="text-meta text-ink-3">not proposed</span>
				)}
			</Cell>
			<Cell>
				<Digest value={version.dataDigest} className="text-ink-2" />
			</Cell>
			<Cell className="pr-3 text-meta text-ink-2">
				{formatStamp(version.createdAtMs)}
				<span className="block max-w-28 truncate text-stamp text-ink-3" title={version.createdBy}>
					by {version.createdBy}
				</span>
			</Cell>
		</tr>
	);
}

function isState(state: string): state is State {
	return state in STATES;
}

function Signature({ version }: { version: ModelVersionView }) {
	const { signature } = version;
	if (!signature) {
		return (
			<Card title="Signature">
				<p className="px-3 py-2.5 text-meta text-ink-2">This version was logged without a signature. The signature gate fails for it.</p>
			</Card>
		);
	}
	const rows = [...signature.inputs.map((field) => ({ field, side: 'input' })), ...signature.outputs.map((field) => ({ field, side: 'output' }))];
	return (
		<Card
			title="Signature"
			meta={`v${version.version}, ${signature.inputs.length} inputs, ${signature.outputs.length} ${signature.outputs.length === 1 ? 'output' : 'outputs'}`}
		>
			<DataTable label="Signature">
				<thead>
					<tr>
						<HeadCell className="pl-3">Name</HeadCell>
						<HeadCell>Side</HeadCell>
						<HeadCell>Type</HeadCell>
						<HeadCell className="pr-3">Required</HeadCell>
					</tr>
				</thead>
				<tbody>
					{rows.map(({ field, side }) => (
						<tr key={`${side}/${field.name}`}>
							<Cell mono className="pl-3">
								{field.name || 'unnamed'}
							</Cell>
							<Cell className="text-meta text-ink-2">{side}</Cell>
							<Cell className="text-meta">{field.type}</Cell>
							<Cell className="pr-3 text-meta text-ink-2">{field.required ? 'required' : 'optional'}</Cell>
						</tr>
					))}
				</tbody>
			</DataTable>
		</Card>
	);
}
