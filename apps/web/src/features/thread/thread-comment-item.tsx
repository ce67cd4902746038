'use client';
import { Avatar, Button } from '@interlock/ui/base';
import { formatStamp, formatUtc } from '@interlock/ui/data';
import { lazy, Suspense, useState } from 'react';
import { CommentForm } from './comment-form.tsx';
import { useThreads } from './threads-context.tsx';
import type { ThreadComment } from './types.ts';

const CommentText = lazy(() => import('../change/comment-text.tsx').then((module) => ({ default: module.CommentText })));

/** What one person said in a thread; its writer may edit it, everybody can read what it said before. */
export function ThreadCommentItem({ comment }: { comment: ThreadComment }) {
	const { edit, draftKey } = useThreads();
	const [editing, setEditing] = useState(false);
	const [history, setHistory] = useState(false);
	/** What the reader wrote over a version that was edited meanwhile. */
	const [mine, setMine] = useState<string | null>(null);
	const isSending = comment.id.startsWith('sending-');

	async function save(body: string): Promise<string | null> {
		const { refusal, conflict } = await edit(comment, body);
		if (refusal === null) {
			setMine(null);
			setEditing(false);
		} else if (conflict) setMine(body);
		return refusal;
	}

	return (
		<li className="grid grid-cols-[20px_minmax(0,1fr)] gap-2">
			<Avatar name={comment.author} />
			<div className="min-w-0">
				<p className="flex flex-wrap items-center gap-x-2 text-meta">
					<b className="font-strong">{comment.author}</b>
					{isSending ? (
						<span className="text-ink-3">sending</span>
					) : (
						<time dateTime={new Date(comment.atMs).toISOString()} title={formatUtc(comment.atMs)} className="text-ink-3 tabular-nums">
							{formatStamp(comment.atMs)}
						</time>
					)}
					{comment.history.length > 0 && (
						<Button variant="quiet" aria-expanded={history} onClick={() => setHistory(!history)}>
							edited
						</Button>
					)}
					{comment.yours && !editing && (
						<Button variant="quiet" onClick={() => setEditing(true)}>
							Edit
						</Button>
					)}
				</p>
				{mine !== null && (
					<p className="my-1 rounded-control border border-warn-line bg-warn-bg px-2 py-1.5 text-meta">
						It was edited meanwhile and now says what stands below. You wrote: <span className="wrap-anywhere whitespace-pre-wrap">{mine}</span>
					</p>
				)}
				<Said body={comment.body} />
				{editing && (
					<CommentForm
						key={comment.version}
						label="Edit the comment"
						verb="Save"
						draftKey={`${draftKey}.edit.${comment.id}`}
						initial={mine ?? comment.body}
						onSend={save}
						onCancel={() => setEditing(false)}
					/>
				)}
				{history && (
					<ol aria-label="Earlier versions" className="mt-1 grid gap-1 border-l-2 border-line-2 pl-2 text-meta text-ink-3">
						{comment.history.map((version) => (
							<li key={version.version}>
								<span className="tabular-nums">{formatStamp(version.atMs)}</span>: <span className="wrap-anywhere whitespace-pre-wrap">{version.body}</span>
							</li>
						))}
					</ol>
				)}
			</div>
		</li>
	);
}

function Said({ body }: { body: string }) {
	return (
		<div className="grid gap-1.5 text-body wrap-anywhere text-ink-2 [&_a]:link [&_code]:mono [&_li]:ml-4 [&_li]:list-disc [&_pre]:overflow-x-auto">
			<Suspense fallback={<p className="whitespace-pre-wrap">{body}</p>}>
				<CommentText body={body} />
			</Suspense>
		</div>
	);
}
