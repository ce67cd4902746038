'use client';
import { Card, EmptyState, Kbd, TabLink, TabNav } from '@interlock/ui/base';
import { PageHead } from '@interlock/ui/shell';
import { Inbox } from 'lucide-react';
import Link from 'next/link';
import { InboxRow } from './inbox-row.tsx';
import type { InboxLine, Pile, Shown } from './types.ts';
import { useInboxKeys } from './use-inbox-keys.ts';

export interface InboxViewProps {
	base: string;
	lines: readonly InboxLine[];
	shown: Shown;
	/** How many there are of what is listed a page at a time. */
	totals: { reviews: number; opened: number };
	nowMs: number;
	onOpen: (line: InboxLine) => void;
	onRead: (lines: readonly InboxLine[], read: boolean) => void;
	onArchive: (lines: readonly InboxLine[], archived: boolean) => void;
}

const TITLE: Record<Pile, string> = { reviews: 'Waits for you', opened: 'You opened', mentions: 'Mentions and comments', notices: 'Notices' };
const NOTHING: Record<Exclude<Shown, 'all'>, string> = {
	reviews:
		'Nothing waits for your verdict. A change comes here as soon as your approval would bring it nearer to a rollout, a waiver or a proposed policy as soon as you may sign it.',
	opened: 'You have no open change request. Propose one from a model version.',
	mentions: 'Nobody named you or commented on what you opened.',
	notices: 'Nothing to tell: verdicts on your changes, rollouts, recalls and emergencies come here.',
	archived: 'Nothing was put away.',
};
const ORDER = ['reviews', 'opened', 'mentions', 'notices'] as const;

/** What waits for the reader and why, and what they were told. */
export function InboxView({ base, lines, shown, totals, nowMs, onOpen, onRead, onArchive }: InboxViewProps) {
	const rowRef = useInboxKeys((key) => {
		const line = lines.find((one) => one.key === key);
		if (line?.notification) onArchive([line], !line.notification.archived);
	});
	const of = (pile: Pile) => lines.filter((line) => line.pile === pile);
	const piles = shown === 'all' || shown === 'archived' ? ORDER : ([shown] as const);
	const filled = piles.filter((pile) => of(pile).length > 0);
	const unread = lines.filter((line) => line.notification?.unread && !line.notification.archived);
	const first = filled.flatMap(of)[0]?.key;
	const tab = (key: Shown, label: string, count?: number) => (
		<TabLink link={<Link href={key === 'all' ? base : `${base}?show=${key}`} />} current={shown === key} count={count}>
			{label}
		</TabLink>
	);
	const totalOf = (pile: Pile) => (shown !== 'archived' && (pile === 'reviews' || pile === 'opened') ? totals[pile] : of(pile).length);
	const counted = (pile: Pile) => (shown === 'archived' ? undefined : totalOf(pile));
	return (
		<>
			<PageHead
				title="Inbox"
				actions={
					unread.length > 0 && shown !== 'archived' ? (
						<button type="button" className="link cursor-pointer text-meta" onClick={() => onRead(unread, true)}>
							Mark {unread.length} as read
						</button>
					) : undefined
				}
			/>
			<TabNav
				label="Parts of the inbox"
				aside={
					<span className="flex items-center gap-1.5 text-meta text-ink-3">
						<Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> opens, <Kbd>e</Kbd> archives
					</span>
				}
			>
				{tab('all', 'All')}
				{tab('reviews', 'Waits for you', counted('reviews'))}
				{tab('opened', 'You opened', counted('opened'))}
				{tab('mentions', 'Mentions', counted('mentions'))}
				{tab('notices', 'Notices', counted('notices'))}
				{tab('archived', 'Archived')}
			</TabNav>
			<div ref={rowRef} className="grid max-w-5xl gap-4 px-4 py-4 sm:px-6">
				{filled.length === 0 && (
					<EmptyState icon={<Inbox size={24} aria-hidden />} title={shown === 'all' ? 'Nothing waits for you' : 'Nothing here'}>
						{shown === 'all' ? 'Changes that need your verdict come here by themselves, and whatever you have to know.' : NOTHING[shown]}
					</EmptyState>
				)}
				{filled.map((pile) => (
					<Card key={pile} title={TITLE[pile]} meta={totalOf(pile)}>
						<ul>
							{of(pile).map((line) => (
								<InboxRow
									key={line.key}
									line={line}
									nowMs={nowMs}
									reachable={line.key === first}
									onOpen={onOpen}
									onRead={(one, read) => onRead([one], read)}
									onArchive={(one, archived) => onArchive([one], archived)}
								/>
							))}
						</ul>
						{totalOf(pile) > of(pile).length && (
							<p className="border-t border-line px-3 py-2 text-meta text-ink-3">
								The first {of(pile).length} of {totalOf(pile)}; the others come up as these are done.
							</p>
						)}
					</Card>
				))}
			</div>
		</>
	);
}
