'use client';
import { Segmented } from '@interlock/ui/base';
import { Timeline, type TimelineEntry } from '@interlock/ui/review';
import { Check, CircleAlert, CircleX, FlaskConical, GitPullRequestArrow, GitPullRequestClosed, type LucideIcon, MessageSquare, MessageSquareX, RefreshCw, Rocket, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ChangeDetail, ChangeEntryView } from './types.ts';

type Filter = 'all' | 'reviews' | 'gates' | 'revisions';

const GROUP: Record<string, Filter> = { commented: 'reviews', approved: 'reviews', 'changes-requested': 'reviews', dismissed: 'reviews', withdrawn: 'reviews', gate: 'gates', evaluated: 'gates', revision: 'revisions', opened: 'revisions' };

const LOOK: Record<string, { icon: LucideIcon; tone?: TimelineEntry['tone'] }> = {
	opened: { icon: GitPullRequestArrow, tone: 'info' },
	revision: { icon: RefreshCw, tone: 'warn' },
	evaluated: { icon: FlaskConical },
	'gate-passed': { icon: Check, tone: 'ok' },
	'gate-failed': { icon: CircleX, tone: 'bad' },
	'gate-inconclusive': { icon: CircleAlert, tone: 'warn' },
	commented: { icon: MessageSquare },
	approved: { icon: Check, tone: 'ok' },
	'changes-requested': { icon: MessageSquareX, tone: 'bad' },
	dismissed: { icon: CircleAlert, tone: 'warn' },
	rollout: { icon: Rocket, tone: 'info' },
	'rolled-back': { icon: Undo2, tone: 'bad' },
	closed: { icon: GitPullRequestClosed },
};

/** Everything that happened, newest first. */
export function ChangeTimeline({ change }: { change: ChangeDetail }) {
	const [filter, setFilter] = useState<Filter>('all');
	const shown = change.timeline.filter((entry) => filter === 'all' || GROUP[entry.kind.split('-')[0] === 'gate' ? 'gate' : entry.kind] === filter);
	return (
		<section id="timeline" aria-label="Timeline">
			<div className="mt-2 flex flex-wrap items-center gap-2">
				<h2 className="text-section font-semibold">Timeline</h2>
				<span className="text-meta text-ink-3">every entry is also in the audit log</span>
				<span className="ml-auto">
					<Segmented
						label="Entries shown"
						value={filter}
						options={[
							{ value: 'all', label: 'All' },
							{ value: 'reviews', label: 'Reviews' },
							{ value: 'gates', label: 'Gates' },
							{ value: 'revisions', label: 'Revisions' },
						]}
						onChange={setFilter}
					/>
				</span>
			</div>
			{shown.length === 0 ? <p className="py-4 text-meta text-ink-3">Nothing of this kind happened yet.</p> : <Timeline entries={shown.map(entryOf)} />}
		</section>
	);
}

function entryOf(entry: ChangeEntryView): TimelineEntry {
	const look = LOOK[entry.kind] ?? { icon: CircleAlert };
	return {
		key: entry.key,
		atMs: entry.atMs,
		icon: look.icon,
		tone: look.tone,
		hash: entry.hash,
		text: (
			<>
				<b className="font-strong">{entry.actor}</b> {entry.sentence}
			</>
		),
		detail: entry.detail,
	};
}
