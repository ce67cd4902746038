'use client';
import { Avatar, Card, StateIcon } from '@interlock/ui/base';
import { Digest, Elapsed, KeyValue, Time } from '@interlock/ui/data';
import Link from 'next/link';
import { trainingSteps } from './training-steps.ts';
import type { RunDetail } from './types.ts';

/** Who, when, on what. */
export function RunDetails({ base, run }: { base: string; run: RunDetail }) {
	const attempt = run.attempts.at(-1);
	return (
		<Card title="Details">
			<KeyValue
				className="px-3 py-2.5"
				entries={[
					{ key: 'Started by', value: <Person name={run.startedBy} machine={run.machine} /> },
					{ key: 'Started', value: run.startedAtMs === null ? null : <Time ms={run.startedAtMs} nowMs={run.nowMs} /> },
					{ key: 'Duration', value: run.startedAtMs === null ? null : <Elapsed fromMs={run.startedAtMs} untilMs={run.endedAtMs} nowMs={run.nowMs} /> },
					{ key: 'Experiment', value: run.experiment },
					...datasetEntries(base, run),
					{ key: 'Code', value: run.codeDigest && <Digest value={run.codeDigest} prefix /> },
					{ key: 'Environment', value: run.lockDigest && <Digest value={run.lockDigest} prefix /> },
					{ key: 'Script', value: run.client },
					...(run.reproduces ? [{ key: 'Trains again', value: <ReproducedLinks base={base} runs={[run.reproduces]} /> }] : []),
					...(run.reproductions.length > 0 ? [{ key: 'Trained again by', value: <ReproducedLinks base={base} runs={run.reproductions} /> }] : []),
					{ key: 'Agent', value: attempt?.agent ?? null },
					{ key: 'Run id', value: <span className="mono break-all">{run.id}</span> },
				]}
			/>
		</Card>
	);
}

/** One entry per role, so that two months of training data stand together. */
function datasetEntries(base: string, run: RunDetail) {
	return [...new Set(run.datasets.map((d) => d.role))].map((role) => ({
		key: `Data, ${role}`,
		value: (
			<span className="flex flex-wrap gap-x-3 gap-y-1">
				{run.datasets
					.filter((d) => d.role === role)
					.map((d) => (
						<DatasetLink key={d.key} base={base} dataset={d} />
					))}
			</span>
		),
	}));
}

function ReproducedLinks({ base, runs }: { base: string; runs: RunDetail['reproductions'] }) {
	return (
		<span className="flex flex-wrap gap-x-3 gap-y-1">
			{runs.map(({ id, name, change }) => (
				<span key={id}>
					<Link href={`${base}/runs/${id}`} className="link">
						{name}
					</Link>
					{' for '}
					<Link href={`${base}/changes/${change}`} className="link">
						#{change}
					</Link>
				</span>
			))}
		</span>
	);
}

function Person({ name, machine }: { name: string; machine: boolean }) {
	return (
		<span className="flex items-center gap-1.5">
			<Avatar name={name} machine={machine} />
			{name}
		</span>
	);
}

function DatasetLink({ base, dataset }: { base: string; dataset: RunDetail['datasets'][number] }) {
	if (dataset.version === null) {
		return (
			<>
				{dataset.name} <span className="mono text-ink-3">{dataset.digest.slice(0, 8)}</span>
			</>
		);
	}
	return (
		<Link href={`${base}/datasets/${encodeURIComponent(dataset.name)}?version=${dataset.version}`} className="link">
			{dataset.name} v{dataset.version}
		</Link>
	);
}

export function RunParameters({ run }: { run: RunDetail }) {
	return (
		<Card title="Parameters" meta={run.params.length || undefined}>
			{run.params.length === 0 ? (
				<p className="px-3 py-2.5 text-meta text-ink-3">None logged.</p>
			) : (
				<dl className="max-h-80 overflow-auto text-meta" tabIndex={0} aria-label="Parameters">
					{run.params.map((param) => (
						<div key={param.key} className="flex min-h-7 items-center justify-between gap-4 border-b border-line px-3 last:border-b-0">
							<dt className="mono text-ink-2">{param.key}</dt>
							<dd className="min-w-0 truncate font-strong" title={param.value}>
								{param.value}
							</dd>
						</div>
					))}
				</dl>
			)}
		</Card>
	);
}

/** The training process, step by step, for runs that Interlock executes. */
export function RunProcess({ run }: { run: RunDetail }) {
	if (run.attempts.length === 0) return null;
	return (
		<Card title="Process" meta={run.attempts.length > 1 ? `attempt ${run.attempts.length}` : undefined}>
			<ol className="py-1.5">
				{trainingSteps(run).map((step) => (
					<li key={step.title} className="flex min-h-7 items-center gap-2 px-3 text-meta">
						<StateIcon state={step.state} />
						<span className={step.state === 'pending' ? 'text-ink-3' : 'text-ink'}>{step.title}</span>
						{step.note && <span className="ml-auto text-right text-ink-3 tabular-nums">{step.note}</span>}
					</li>
				))}
			</ol>
		</Card>
	);
}
