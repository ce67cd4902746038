'use client';
import { Badge, buttonStyle, Card, Note, StateBadge, TabLink, TabNav } from '@interlock/ui/base';
import { formatBytes } from '@interlock/ui/data';
import { ArtifactTree } from '@interlock/ui/operate';
import { PageHead } from '@interlock/ui/shell';
import { GitPullRequestArrow } from 'lucide-react';
import Link from 'next/link';
import { RecallButton, RecallNotice } from '../recall/recall-button.tsx';
import { CancelRun } from './cancel-run.tsx';
import { MetricCharts } from './metric-charts.tsx';
import { RunDetails, RunParameters, RunProcess } from './run-facts.tsx';
import { RunLogs } from './run-logs.tsx';
import type { RunDetail, RunLogChunk } from './types.ts';

export type RunTab = 'overview' | 'charts' | 'logs' | 'artifacts';

export interface RunDetailViewProps {
	place: { org: string; project: string };
	run: RunDetail;
	logs: readonly RunLogChunk[];
	tab: RunTab;
	/** Resolves to the server's refusal, or null when the request was taken. */
	onCancel: () => Promise<string | null>;
}

/** One run while it goes and afterwards: curves, logs, artifacts, facts. */
export function RunDetailView({ place, run, logs, tab, onCancel }: RunDetailViewProps) {
	const base = `/${place.org}/${place.project}`;
	const here = `${base}/runs/${run.id}`;
	const model = run.models[0];
	const live = run.state === 'running';
	const link = (key: RunTab, label: string, count?: number) => (
		<TabLink link={<Link href={key === 'overview' ? here : `${here}?tab=${key}`} scroll={false} />} current={tab === key} count={count}>
			{label}
		</TabLink>
	);
	return (
		<>
			<PageHead
				title={run.name}
				meta={
					<span className="flex flex-wrap items-center gap-1.5">
						<StateBadge state={run.state} size="md" />
						{run.template && <Badge>{run.template}</Badge>}
						{run.models.map((made) => (
							<Badge key={`${made.name}/${made.version}`} tone="outline">
								{made.name} v{made.version}
							</Badge>
						))}
					</span>
				}
				actions={
					<>
						<CancelRun run={run} onCancel={onCancel} />
						<RecallButton place={place} name={`run ${run.name}`} subject={{ run: run.id }} />
						{model && (
							<Link href={`${base}/models/${encodeURIComponent(model.name)}?version=${model.version}`} className={buttonStyle()}>
								<GitPullRequestArrow size={14} aria-hidden />
								Propose change
							</Link>
						)}
					</>
				}
			/>
			<RecallNotice place={place} name={`run ${run.name}`} subject={{ run: run.id }} />
			<TabNav label="Run">
				{link('overview', 'Overview')}
				{link('charts', 'Charts', run.metrics.length)}
				{link('logs', 'Logs')}
				{link('artifacts', 'Artifacts', run.artifacts.length)}
			</TabNav>
			{run.reason && (
				<div className="px-4 pt-4 sm:px-6">
					<Note kind={run.state === 'failed' ? 'bad' : 'plain'}>{run.reason}</Note>
				</div>
			)}
			{tab === 'overview' && (
				<div className="grid items-start gap-4 px-4 pt-4 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_296px]">
					<div className="grid min-w-0 gap-4">
						<MetricCharts metrics={overviewOf(run)} live={live} />
						<div className="grid gap-4 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
							<RunLogs chunks={logs} live={live} />
							<Artifacts run={run} />
						</div>
					</div>
					<div className="grid min-w-0 gap-4">
						<RunDetails base={base} run={run} />
						<RunParameters run={run} />
						<RunProcess run={run} />
					</div>
				</div>
			)}
			{tab === 'charts' && (
				<div className="px-4 pt-4 pb-6 sm:px-6">
					<MetricCharts metrics={run.metrics} live={live} />
				</div>
			)}
			{tab === 'logs' && (
				<div className="px-4 pt-4 pb-6 sm:px-6">
					<RunLogs chunks={logs} live={live} tall />
				</div>
			)}
			{tab === 'artifacts' && (
				<div className="px-4 pt-4 pb-6 sm:px-6">
					<Artifacts run={run} />
				</div>
			)}
		</>
	);
}

const CHARTS_IN_OVERVIEW = 4;

function overviewOf(run: RunDetail): RunDetail['metrics'] {
	return [...run.metrics.filter((metric) => metric.logged === 1), ...run.metrics.filter((metric) => metric.logged > 1).slice(0, CHARTS_IN_OVERVIEW)];
}

function Artifacts({ run }: { run: RunDetail }) {
	const sizeBytes = run.artifacts.reduce((sum, file) => sum + file.sizeBytes, 0);
	return (
		<Card title="Artifacts" meta={run.artifacts.length > 0 ? `${run.artifacts.length} files, ${formatBytes(sizeBytes)}` : undefined}>
			<div className="max-h-[60vh] overflow-auto">
				<ArtifactTree files={run.artifacts} empty="This run has logged no file yet." />
			</div>
		</Card>
	);
}
