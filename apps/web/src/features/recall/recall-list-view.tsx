'use client';
import { Badge, Card, EmptyState, StateBadge } from '@interlock/ui/base';
import { Pager, Time } from '@interlock/ui/data';
import { PageHead } from '@interlock/ui/shell';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { RecallRow } from './types.ts';

export interface RecallListViewProps {
	place: { org: string; project: string };
	/** A page of them. */
	rows: readonly RecallRow[];
	offset: number;
	total: number;
	nowMs: number;
	onOffset: (offset: number) => void;
}

const PAGE = 20;

/** A project's recalls, newest first, each with how much of it is left. */
export function RecallListView({ place, rows, offset, total, nowMs, onOffset }: RecallListViewProps) {
	const base = `/${place.org}/${place.project}`;
	if (total === 0) {
		return (
			<>
				<PageHead title="Recalls" />
				<EmptyState icon={<TriangleAlert size={24} aria-hidden />} title="Nothing was recalled">
					When a dataset version, a run or a model version turns out to be bad, recall it from its page: everything made from it is listed, approvals are
					suspended, rollbacks are proposed.{' '}
					<Link href={`${base}/datasets`} className="link">
						Datasets
					</Link>
				</EmptyState>
			</>
		);
	}
	return (
		<>
			<PageHead title="Recalls" meta={<span className="pt-1 text-ink-3">{total}</span>} />
			<div className="px-4 py-4 sm:px-6">
				<Card label="Recalls">
					<ul>
						{rows.map((row) => (
							<li key={row.id} className="grid gap-0.5 border-b border-line px-3 py-2 last:border-b-0">
								<span className="flex flex-wrap items-center gap-2">
									<Link href={`${base}/recalls/${row.id}`} className="font-strong hover:underline">
										{row.name}
									</Link>
									<Progress row={row} />
								</span>
								<span className="wrap-anywhere text-ink-2">{row.reason}</span>
								<span className="text-meta text-ink-3">
									recalled by {row.madeBy}, <Time ms={row.madeAtMs} nowMs={nowMs} />
								</span>
							</li>
						))}
					</ul>
				</Card>
				<div className="pt-2">
					<Pager noun="recalls" offset={offset} shown={rows.length} total={total} pageSize={PAGE} onOffset={onOffset} />
				</div>
			</div>
		</>
	);
}

export function Progress({ row }: { row: Pick<RecallRow, 'lifted' | 'open' | 'total'> }) {
	if (row.lifted) return <Badge>Lifted</Badge>;
	if (row.open === 0) return <StateBadge state="finished">Nothing left</StateBadge>;
	return (
		<StateBadge state="recalled">
			{row.open} of {row.total} left
		</StateBadge>
	);
}
