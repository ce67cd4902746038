'use client';
import { Segmented } from '@interlock/ui/base';
import { Timeline, type TimelineEntry } from '@interlock/ui/review';
import {
	BellRing,
	BadgeCheck,
	Check,
	CheckCheck,
	Circle,
	CircleX,
	FlaskConical,
	GitPullRequestArrow,
	GitPullRequestClosed,
	IdCard,
	ListOrdered,
	type LucideIcon,
	Megaphone,
	MessageSquare,
	MessageSquareOff,
	MessageSquareX,
	RefreshCw,
	Repeat,
	Rocket,
	ShieldOff,
	Siren,
	TriangleAlert,
	Undo2,
} from 'lucide-react';
import { useState } from 'react';
import type { ChangeDetail, ChangeEntryView } from './types.ts';

type Filter = 'all' | 'reviews' | 'evaluation' | 'revisions';

interface Look {
	icon: LucideIcon;
	tone?: TimelineEntry['tone'];
	group: Exclude<Filter, 'all'> | 'end';
}

const LOOK: Record<string, Look> = {
	opened: { icon: GitPullRequestArrow, tone: 'info', group: 'revisions' },
	revision: { icon: RefreshCw, tone: 'warn', group: 'revisions' },
	evaluated: { icon: FlaskConical, group: 'evaluation' },
	'evaluation-failed': { icon: CircleX, tone: 'bad', group: 'evaluation' },
	reproducing: { icon: Repeat, group: 'evaluation' },
	reproduced: { icon: Repeat, group: 'evaluation' },
	thread: { icon: MessageSquare, group: 'reviews' },
	'thread-resolved': { icon: CheckCheck, group: 'reviews' },
	comment: { icon: MessageSquare, group: 'reviews' },
	approve: { icon: Check, tone: 'ok', group: 'reviews' },
	'request-changes': { icon: MessageSquareX, tone: 'bad', group: 'reviews' },
	withdraw: { icon: Undo2, group: 'reviews' },
	'block-dismissed': { icon: MessageSquareOff, tone: 'warn', group: 'reviews' },
	card: { icon: IdCard, group: 'evaluation' },
	reevaluating: { icon: FlaskConical, group: 'evaluation' },
	queued: { icon: ListOrdered, group: 'end' },
	refused: { icon: CircleX, tone: 'bad', group: 'end' },
	recalled: { icon: TriangleAlert, tone: 'bad', group: 'end' },
	check: { icon: BadgeCheck, group: 'evaluation' },
	'waiver-requested': { icon: ShieldOff, group: 'reviews' },
	'gate-waived': { icon: ShieldOff, tone: 'waive', group: 'reviews' },
	'waiver-revoked': { icon: Undo2, group: 'reviews' },
	reminded: { icon: BellRing, group: 'reviews' },
	escalated: { icon: Megaphone, tone: 'warn', group: 'reviews' },
	'break-glass': { icon: Siren, tone: 'bad', group: 'end' },
	'break-glass-review': { icon: Siren, group: 'reviews' },
	'break-glass-taken-back': { icon: Undo2, tone: 'bad', group: 'end' },
	approved: { icon: Rocket, tone: 'info', group: 'end' },
	applied: { icon: CheckCheck, tone: 'ok', group: 'end' },
	'rolled-back': { icon: Undo2, tone: 'bad', group: 'end' },
	closed: { icon: GitPullRequestClosed, group: 'end' },
	expired: { icon: GitPullRequestClosed, group: 'end' },
};

/** Everything that happened, newest first. */
export function ChangeTimeline({ change }: { change: ChangeDetail }) {
	const [filter, setFilter] = useState<Filter>('all');
	const shown = change.timeline.filter((entry) => filter === 'all' || LOOK[entry.kind]?.group === filter);
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
							{ value: 'evaluation', label: 'Evaluation' },
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
	const look: Look = LOOK[entry.kind] ?? { icon: Circle, group: 'end' };
	return {
		key: entry.key,
		atMs: entry.atMs,
		icon: look.icon,
		tone: look.tone,
		text: (
			<>
				<b className="font-strong">{entry.actor}</b> {entry.sentence}
			</>
		),
	};
}
