'use client';
import { Badge, buttonStyle, Card, CopyButton, Note, Popover, Segmented, Snippet, StateBadge, TabLink, TabNav } from '@interlock/ui/base';
import { PageHead } from '@interlock/ui/shell';
import { Terminal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { EndpointCharts } from './endpoint-charts.tsx';
import { EndpointRevisions } from './endpoint-revisions.tsx';
import { EndpointTraffic } from './endpoint-traffic.tsx';
import type { RolloutAction } from './rollout-actions.tsx';
import { RolloutCard } from './rollout-card.tsx';
import type { ChartRange, EndpointDetail } from './types.ts';

export interface EndpointViewProps {
	place: { org: string; project: string };
	endpoint: EndpointDetail;
	range: ChartRange;
	onRange: (range: ChartRange) => void;
	onRollout: (action: RolloutAction, reason: string) => Promise<string | null>;
	onRollBack: (reason: string) => Promise<string | null>;
}

/** One endpoint: who answers how much, what watches it, what ran before. */
export function EndpointView({ place, endpoint, range, onRange, onRollout, onRollBack }: EndpointViewProps) {
	const { rollout } = endpoint;
	return (
		<>
			<EndpointHead
				place={place}
				endpoint={endpoint}
				tab="overview"
				actions={
					<>
						<Segmented
							label="Range of the charts"
							value={range}
							options={[
								{ value: '1h', label: '1 h' },
								{ value: '12h', label: '12 h' },
								{ value: '7d', label: '7 d' },
							]}
							onChange={onRange}
						/>
						<CallEndpoint endpoint={endpoint} />
					</>
				}
			/>
			<div className="grid items-start gap-4 px-4 pt-4 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_296px]">
				<div className="grid min-w-0 gap-4">
					{endpoint.held && (
						<Note kind="warn">
							<b className="font-strong text-ink">This endpoint is held.</b> {endpoint.held} Nothing rolls out here until a person releases it by approving a
							change.
						</Note>
					)}
					{endpoint.servers.refusals.length > 0 && (
						<Note kind="bad">
							<ul>
								{endpoint.servers.refusals.map((refusal) => (
									<li key={refusal.key}>{refusal.sentence}</li>
								))}
							</ul>
							It goes on with the version that it served before.
						</Note>
					)}
					{rollout ? (
						<RolloutCard place={place} endpoint={endpoint.name} rollout={rollout} nowMs={endpoint.nowMs} />
					) : (
						<Card title="Rollout">
							<p className="px-3 py-6 text-center text-ink-2">
								{endpoint.shares.length === 0
									? 'This endpoint serves no version yet. An approved change request starts the first rollout.'
									: 'No rollout is open.'}
							</p>
						</Card>
					)}
					<EndpointCharts charts={endpoint.charts} steps={endpoint.steps} range={range} span={endpoint.span} nowMs={endpoint.nowMs} />
				</div>
				<div className="order-first grid min-w-0 gap-4 lg:order-none">
					<EndpointTraffic endpoint={endpoint} onRollout={onRollout} onRollBack={onRollBack} />
					<EndpointRevisions place={place} revisions={endpoint.revisions} />
				</div>
			</div>
		</>
	);
}

/** Shared by the endpoint's pages. */
export function EndpointHead({
	place,
	endpoint,
	tab,
	actions,
}: {
	place: { org: string; project: string };
	endpoint: Pick<EndpointDetail, 'name' | 'environment'> & { model: string | null } & Partial<Pick<EndpointDetail, 'rollout' | 'url' | 'servers'>>;
	tab: 'overview' | 'drift';
	actions?: ReactNode;
}) {
	const base = `/${place.org}/${place.project}/deployments/${endpoint.name}`;
	const step = endpoint.rollout?.state === 'running' ? endpoint.rollout.steps.find((s) => s.state === 'running') : undefined;
	return (
		<>
			<PageHead
				title={endpoint.name}
				meta={
					<span className="flex flex-wrap items-center gap-1.5">
						{step && (
							<StateBadge state="rolling-out" size="md">
								{step.shadow ? 'Shadow' : `Canary ${step.title}`}
							</StateBadge>
						)}
						{endpoint.rollout?.state === 'paused' && <StateBadge state="paused" size="md" />}
						<Badge tone="outline">{endpoint.environment}</Badge>
					</span>
				}
				actions={actions}
			>
				<p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-meta text-ink-2">
					{endpoint.url && (
						<span className="flex min-w-0 items-center gap-1">
							<span className="mono break-all">POST {endpoint.url}</span>
							<CopyButton text={endpoint.url} label="Copy address" iconOnly />
						</span>
					)}
					{endpoint.model && (
						<span>
							model{' '}
							<Link href={`/${place.org}/${place.project}/models/${encodeURIComponent(endpoint.model)}`} className="link">
								{endpoint.model}
							</Link>
						</span>
					)}
					{endpoint.servers && endpoint.servers.alive > 0 && (
						<span className={endpoint.servers.current < endpoint.servers.alive ? 'text-warn' : ''}>
							{endpoint.servers.current} of {endpoint.servers.alive} inference {endpoint.servers.alive === 1 ? 'server serves' : 'servers serve'} these weights
						</span>
					)}
				</p>
			</PageHead>
			<TabNav label="Endpoint">
				<TabLink link={<Link href={base} />} current={tab === 'overview'}>
					Traffic
				</TabLink>
				<TabLink link={<Link href={`${base}/drift`} />} current={tab === 'drift'}>
					Drift
				</TabLink>
			</TabNav>
		</>
	);
}

function CallEndpoint({ endpoint }: { endpoint: EndpointDetail }) {
	return (
		<Popover
			label="Call endpoint"
			align="end"
			className="w-[min(520px,calc(100vw-32px))]"
			trigger={
				<button type="button" className={buttonStyle()}>
					<Terminal size={14} aria-hidden />
					Call endpoint
				</button>
			}
		>
			<p className="mb-2 text-meta text-ink-2">
				The token needs the scope <span className="mono">endpoint:invoke</span>.
			</p>
			<Snippet label="request" code={endpoint.example} />
		</Popover>
	);
}
