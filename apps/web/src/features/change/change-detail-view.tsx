'use client';
import { Note } from '@interlock/ui/base';
import type { ReactNode } from 'react';
import { ChangeHead, type ChangeHeadProps } from './change-head.tsx';
import type { ChangeTab } from './change-tab.ts';
import { ChangeTabNav } from './change-tab-nav.tsx';
import { OverviewTab, type OverviewTabProps } from './overview-tab.tsx';
import { ReviewBar } from './review-bar.tsx';
import { TabContent } from './tab-content.tsx';

export interface ChangeDetailViewProps extends OverviewTabProps {
	tab: ChangeTab;
	onPointAtTab?: (tab: ChangeTab) => void;
	/** Another revision was pushed while this one was read: its number. The view is swapped on request only. */
	newerRevision: number | null;
	onShowNewer: () => void;
	push: ChangeHeadProps['push'];
	/** The emergency path: what was used of it, and the way to ask for it. */
	emergency: { strip: ReactNode; action: ReactNode };
	onClose: (reason: string) => Promise<string | null>;
}

/** One change: its head, its tabs, and the verdict with the reader's own one over all of them. */
export function ChangeDetailView(props: ChangeDetailViewProps) {
	const { place, change, tab, newerRevision, onShowNewer, review, push, onClose } = props;
	return (
		<>
			<ChangeHead place={place} change={change} onClose={onClose} push={push} emergency={props.emergency.action} />
			<div className="sticky top-12 z-10 bg-surface">
				<ChangeTabNav
					base={`/${place.org}/${place.project}/changes/${change.number}`}
					change={change}
					current={tab}
					onOpen={props.onOpenTab}
					onPoint={props.onPointAtTab}
				/>
			</div>
			{props.emergency.strip}
			{newerRevision !== null && (
				<div className="px-4 pt-4 sm:px-6">
					<Note kind="warn" role="status">
						The candidate changed while you were reading: revision {newerRevision} was pushed and approvals of revision {change.revision.number} no longer
						count.{' '}
						<button type="button" className="link cursor-pointer" onClick={onShowNewer}>
							Show revision {newerRevision}
						</button>
					</Note>
				</div>
			)}
			{tab === 'overview' ? (
				<OverviewTab {...props} />
			) : (
				<>
					<div className="min-w-0 flex-1 px-4 pt-4 pb-6 sm:px-6">
						<TabContent place={place} change={change} tab={tab} onRollout={props.onRollout} />
					</div>
					<ReviewBar place={place} change={change} review={review} />
				</>
			)}
		</>
	);
}
