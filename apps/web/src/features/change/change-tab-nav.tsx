'use client';
import { TabLink, TabNav } from '@interlock/ui/base';
import { CHANGE_TABS, type ChangeTab, pathOfTab } from './change-tab.ts';
import type { ChangeDetail } from './types.ts';
import { staysHere } from './use-change-tab.ts';

const LABEL: Record<ChangeTab, string> = {
	overview: 'Overview',
	metrics: 'Metrics',
	data: 'Data',
	code: 'Code and environment',
	behaviour: 'Behaviour',
	timeline: 'Timeline',
	rollout: 'Rollout',
};

export interface ChangeTabNavProps {
	base: string;
	change: ChangeDetail;
	current: ChangeTab;
	onOpen: (tab: ChangeTab) => void;
	/** The reader points at a tab: what it shows may be fetched now. */
	onPoint?: (tab: ChangeTab) => void;
}

/** The parts of a change as links; how much each holds stands beside its name. */
export function ChangeTabNav({ base, change, current, onOpen, onPoint }: ChangeTabNavProps) {
	const counts = countsOf(change);
	return (
		<TabNav label="Parts of the change request" aside={<Lines change={change} />}>
			{CHANGE_TABS.map((tab) => (
				<TabLink
					key={tab}
					current={tab === current}
					count={counts[tab]?.count}
					alarming={counts[tab]?.alarming}
					link={
						<a
							href={pathOfTab(base, tab)}
							onClick={(event) => staysHere(event) && onOpen(tab)}
							onPointerEnter={() => onPoint?.(tab)}
							onFocus={() => onPoint?.(tab)}
						/>
					}
				>
					{LABEL[tab]}
				</TabLink>
			))}
		</TabNav>
	);
}

function countsOf({ comparison, timeline }: ChangeDetail): Partial<Record<ChangeTab, { count: number; alarming?: boolean }>> {
	if (!comparison) return { timeline: { count: timeline.length } };
	const losing = comparison.slices.rows.filter(({ difference: { interval } }) => interval !== null && interval.low > 0).length;
	const { environment, parameters, signature, code } = comparison;
	return {
		metrics: { count: comparison.metrics.length },
		data: { count: comparison.data.columns.length },
		code: { count: environment.rows.length + parameters.rows.length + signature.rows.length + (code.before !== code.after ? 1 : 0) },
		behaviour: losing > 0 ? { count: losing, alarming: true } : { count: comparison.slices.rows.length },
		timeline: { count: timeline.length },
	};
}

function Lines({ change }: { change: ChangeDetail }) {
	return (
		<span className="hidden gap-4 text-meta text-ink-2 xl:flex">
			<span className="inline-flex items-center gap-1.5">
				<span aria-hidden className="w-4 border-t-2 border-dashed border-champion" />
				{change.base ? `Champion v${change.base.version}` : 'No champion yet'}
			</span>
			<span className="inline-flex items-center gap-1.5">
				<span aria-hidden className="w-4 border-t-2 border-candidate" />
				Candidate v{change.head.version}
			</span>
		</span>
	);
}
