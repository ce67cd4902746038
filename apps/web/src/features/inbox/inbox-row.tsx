'use client';
import { IconButton, StateBadge, StateIcon } from '@interlock/ui/base';
import { Time } from '@interlock/ui/data';
import { Archive, ArchiveRestore, MailCheck, MailWarning } from 'lucide-react';
import Link from 'next/link';
import type { InboxLine } from './types.ts';

export interface InboxRowProps {
	line: InboxLine;
	nowMs: number;
	/** In the tab order: one row is, j and k move to the others. */
	reachable: boolean;
	onOpen: (line: InboxLine) => void;
	onRead: (line: InboxLine, read: boolean) => void;
	onArchive: (line: InboxLine, archived: boolean) => void;
}

/** One line: what is asked, why the reader, since when and until when. The whole line is the link. */
export function InboxRow({ line, nowMs, reachable, onOpen, onRead, onArchive }: InboxRowProps) {
	const { notification } = line;
	const unread = notification?.unread ?? false;
	return (
		<li className="flex items-start gap-1 border-b border-line last:border-b-0 hover:bg-surface-2">
			<Link
				href={line.href}
				data-row={line.key}
				tabIndex={reachable ? 0 : -1}
				onClick={() => onOpen(line)}
				className="grid min-w-0 flex-1 grid-cols-[16px_minmax(0,1fr)] gap-x-2 px-3 py-2 -outline-offset-2"
			>
				<span className="pt-0.5">
					<StateIcon state={line.state} />
				</span>
				<span className="grid min-w-0 gap-0.5">
					<span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
						{unread && (
							<span className="size-1.5 shrink-0 rounded-full bg-info">
								<span className="sr-only">Unread. </span>
							</span>
						)}
						<span className={unread || !notification ? 'font-strong wrap-anywhere' : 'wrap-anywhere text-ink-2'}>{line.title}</span>
						{line.pile === 'opened' && <StateBadge state={line.state} />}
					</span>
					{line.asked && <span className="wrap-anywhere text-ink-2">{line.asked}</span>}
					<span className="text-meta text-ink-3">{line.because}</span>
					<span className="flex flex-wrap gap-x-3 text-meta text-ink-3">
						{line.where && <span className="wrap-anywhere">{line.where}</span>}
						<span>
							{notification ? '' : 'waits since '}
							<Time ms={line.atMs} nowMs={nowMs} />
						</span>
						{line.dueAtMs !== null && <Due ms={line.dueAtMs} nowMs={nowMs} />}
					</span>
				</span>
			</Link>
			{notification && (
				<span className="flex shrink-0 gap-0.5 pt-1.5 pr-2">
					<IconButton
						label={notification.unread ? 'Mark as read' : 'Mark as unread'}
						icon={notification.unread ? <MailCheck size={14} aria-hidden /> : <MailWarning size={14} aria-hidden />}
						onClick={() => onRead(line, notification.unread)}
					/>
					<IconButton
						label={notification.archived ? 'Put back' : 'Archive'}
						icon={notification.archived ? <ArchiveRestore size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
						onClick={() => onArchive(line, !notification.archived)}
					/>
				</span>
			)}
		</li>
	);
}

const SOON_MS = 86_400_000;

function Due({ ms, nowMs }: { ms: number; nowMs: number }) {
	const late = ms <= nowMs;
	return (
		<span className={ms - nowMs < SOON_MS ? 'font-strong text-warn' : undefined}>
			{late ? 'was due ' : 'due '}
			<Time ms={ms} nowMs={nowMs} />
		</span>
	);
}
