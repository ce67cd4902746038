'use client';
import { Avatar, Badge, StateBadge } from '@interlock/ui/base';
import { formatStamp, formatUtc } from '@interlock/ui/data';
import { lazy, Suspense } from 'react';
import type { ChangeDetail, CommentView } from './types.ts';

const CommentText = lazy(() => import('./comment-text.tsx').then((module) => ({ default: module.CommentText })));

/** The proposal's text and what was said about it, oldest first. */
export function Discussion({ change }: { change: ChangeDetail }) {
	const opening: CommentView | null = change.description
		? {
				key: 'opening',
				person: change.author,
				machine: change.machine,
				role: 'author',
				verdict: 'comment',
				revision: 1,
				body: change.description,
				atMs: change.openedAtMs,
			}
		: null;
	const said = [...(opening ? [opening] : []), ...change.comments];
	return (
		<section aria-label="Discussion">
			<div className="mt-2 mb-2 flex items-baseline gap-2">
				<h2 className="text-section font-semibold">Discussion</h2>
				<span className="text-meta text-ink-3">{change.comments.length === 1 ? '1 comment' : `${change.comments.length} comments`}</span>
			</div>
			{said.length === 0 && <p className="text-meta text-ink-3">Nothing said yet. The review box takes comments.</p>}
			<ol className="grid gap-3">
				{said.map((comment) => (
					<Comment key={comment.key} comment={comment} />
				))}
			</ol>
		</section>
	);
}

function Comment({ comment }: { comment: CommentView }) {
	return (
		<li className="grid grid-cols-[24px_minmax(0,1fr)] gap-3">
			<Avatar name={comment.person} machine={comment.machine} size="md" />
			<article className="min-w-0 rounded-card border border-line">
				<header className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 rounded-t-card border-b border-line bg-surface-2 px-3 py-1">
					<b className="font-strong">{comment.person}</b>
					{comment.role && <Badge tone="outline">{comment.role}</Badge>}
					{comment.verdict === 'approve' && <StateBadge state="approved" />}
					{comment.verdict === 'request-changes' && <StateBadge state="changes-requested" />}
					{comment.verdict === 'withdraw' && <Badge>Withdrew the verdict</Badge>}
					<time dateTime={new Date(comment.atMs).toISOString()} title={formatUtc(comment.atMs)} className="ml-auto text-meta text-ink-2 tabular-nums">
						{formatStamp(comment.atMs)}
					</time>
				</header>
				<div className="grid gap-2 px-3 py-2.5 wrap-anywhere text-ink-2 [&_a]:link [&_code]:mono [&_li]:ml-4 [&_li]:list-disc [&_pre]:overflow-x-auto">
					{comment.body ? (
						<Suspense fallback={<p className="whitespace-pre-wrap">{comment.body}</p>}>
							<CommentText body={comment.body} />
						</Suspense>
					) : (
						<p className="text-ink-3">No text.</p>
					)}
				</div>
			</article>
		</li>
	);
}
