'use client';
import { nameAnchor } from '@interlock/domain/thread';
import { Badge, Button, StateBadge } from '@interlock/ui/base';
import { type ReactNode, useState } from 'react';
import { CommentForm } from './comment-form.tsx';
import { ThreadCommentItem } from './thread-comment-item.tsx';
import { useThreads } from './threads-context.tsx';
import type { ThreadView } from './types.ts';

export interface ThreadBoxProps {
	thread: ThreadView;
	/** Leads to what it is about; absent where it stands beside it. */
	link?: ReactNode;
}

/** One thread: what was said, whether it is settled, and the form to answer. */
export function ThreadBox({ thread, link }: ThreadBoxProps) {
	const { draftKey, mayComment, reply, resolve } = useThreads();
	const [open, setOpen] = useState(thread.resolved === null);
	const [refusal, setRefusal] = useState<string | null>(null);
	const { resolved, standing } = thread;

	async function settle() {
		const refused = await resolve(thread.id, resolved === null);
		setRefusal(refused);
		if (refused === null) setOpen(resolved !== null);
	}

	return (
		<article aria-label={`Thread on ${nameAnchor(thread.anchor)}`} className="min-w-0 rounded-card border border-line bg-surface">
			<header className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 rounded-t-card border-b border-line bg-surface-2 px-3 py-1 text-meta">
				<span className="min-w-0 wrap-anywhere">
					on <b className="font-strong">{link ?? nameAnchor(thread.anchor)}</b>
				</span>
				{standing.state === 'outdated' && <Badge tone="outline">Outdated</Badge>}
				<span className="ml-auto flex items-center gap-2">
					{resolved ? <StateBadge state="passed">Resolved</StateBadge> : <StateBadge state="waiting">Open</StateBadge>}
					{!open && (
						<Button variant="quiet" onClick={() => setOpen(true)}>
							Show {thread.comments.length === 1 ? '1 comment' : `${thread.comments.length} comments`}
						</Button>
					)}
				</span>
			</header>
			{open && (
				<div className="grid gap-2.5 px-3 py-2.5">
					{standing.why && <p className="text-meta text-ink-3">{standing.why}</p>}
					<ol className="grid gap-2.5">
						{thread.comments.map((comment) => (
							<ThreadCommentItem key={comment.id} comment={comment} />
						))}
					</ol>
					{resolved && <p className="text-meta text-ink-3">{resolved.by} resolved it.</p>}
					{mayComment && (
						<CommentForm
							label={`Reply on ${nameAnchor(thread.anchor)}`}
							verb="Reply"
							draftKey={`${draftKey}.${thread.id}`}
							onSend={(body) => reply(thread.id, body)}
						/>
					)}
					{refusal && (
						<p role="alert" className="text-meta text-bad">
							{refusal}
						</p>
					)}
					{mayComment && (
						<p className="flex">
							<Button variant="quiet" reason={thread.whyNotResolve} onClick={() => void settle()}>
								{resolved ? 'Reopen' : 'Resolve'}
							</Button>
						</p>
					)}
				</div>
			)}
		</article>
	);
}
