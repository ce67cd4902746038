'use client';
import { nameAnchor, sameAnchor } from '@interlock/domain/thread';
import { cn, Popover } from '@interlock/ui/base';
import { MessageSquare, MessageSquarePlus } from 'lucide-react';
import { useState } from 'react';
import { CommentForm } from './comment-form.tsx';
import { ThreadBox } from './thread-box.tsx';
import { useThreads } from './threads-context.tsx';
import type { Anchor } from './types.ts';

/** Beside something that can be discussed: how many threads are about it, and the way to them or to a new one. */
export function ThreadMark({ anchor, className }: { anchor: Anchor; className?: string }) {
	const { threads, mayComment, draftKey, start } = useThreads();
	const [asked, setAsked] = useState(false);
	const about = threads.filter((thread) => sameAnchor(thread.anchor, anchor));
	if (about.length === 0 && !mayComment) return null;
	const open = about.filter(({ resolved }) => resolved === null).length;
	const name = nameAnchor(anchor);
	const trigger = (
		<button
			type="button"
			onClick={asked ? undefined : () => setAsked(true)}
			aria-label={
				about.length === 0 ? `Comment on ${name}` : `Comment on ${name}: ${about.length === 1 ? '1 thread' : `${about.length} threads`}, ${open} open`
			}
			className={cn(
				'inline-flex h-6 min-w-6 cursor-pointer items-center justify-center gap-0.5 rounded-control px-1 align-middle text-stamp tabular-nums hover:bg-surface-3',
				open > 0 ? 'font-semibold text-warn' : 'text-ink-3',
				className,
			)}
		>
			{about.length === 0 ? <MessageSquarePlus size={13} aria-hidden className="opacity-60" /> : <MessageSquare size={13} aria-hidden />}
			{about.length > 0 && about.length}
		</button>
	);
	// A table has one per row, and hardly any is ever pressed: the panel is made when it is.
	if (!asked) return trigger;
	return (
		<Popover
			label={`Discussion of ${name}`}
			defaultOpen
			className="grid max-h-[60vh] w-[360px] max-w-[calc(100vw-32px)] gap-2.5 overflow-y-auto"
			trigger={trigger}
		>
			{about.map((thread) => (
				<ThreadBox key={thread.id} thread={thread} />
			))}
			{mayComment && (
				<div>
					<p className="mb-1.5 text-meta font-strong">{about.length === 0 ? `Begin a thread on ${name}` : 'Begin another thread'}</p>
					<CommentForm
						label={`Comment on ${name}`}
						verb="Begin thread"
						draftKey={`${draftKey}.${JSON.stringify(anchor)}`}
						onSend={(body) => start(anchor, body)}
					/>
				</div>
			)}
		</Popover>
	);
}
