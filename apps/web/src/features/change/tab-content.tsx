'use client';
import { Card } from '@interlock/ui/base';
import type { RolloutAction } from '../deployment/rollout-actions.tsx';
import { BehaviourTab } from './behaviour-tab.tsx';
import type { ChangeTab } from './change-tab.ts';
import { ChangeTimeline } from './change-timeline.tsx';
import { CodeTab } from './code-tab.tsx';
import { DataTab } from './data-tab.tsx';
import { EvaluationCard } from './evaluation-card.tsx';
import { MetricsTab } from './metrics-tab.tsx';
import { RecordCard } from './record-card.tsx';
import { RolloutTab } from './rollout-tab.tsx';
import type { ChangeDetail } from './types.ts';

export interface TabContentProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	tab: Exclude<ChangeTab, 'overview'>;
	onRollout: (action: RolloutAction, reason: string) => Promise<string | null>;
}

/** What a tab beside the overview shows. */
export function TabContent({ place, change, tab, onRollout }: TabContentProps) {
	const { comparison } = change;
	if (tab === 'timeline')
		return (
			<div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_380px]">
				<ChangeTimeline change={change} />
				<div className="grid gap-4">
					<EvaluationCard revision={change.revision} />
					<RecordCard place={place} change={change} />
				</div>
			</div>
		);
	if (tab === 'rollout') return <RolloutTab place={place} change={change} onRollout={onRollout} />;
	if (!comparison)
		return (
			<Card label="No comparison yet">
				<p className="px-3 py-10 text-center text-ink-2">{change.headline.sentence}</p>
			</Card>
		);
	const Tab = { metrics: MetricsTab, data: DataTab, code: CodeTab, behaviour: BehaviourTab }[tab];
	return <Tab place={place} change={change} comparison={comparison} />;
}
