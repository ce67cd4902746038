'use client';
import { Avatar, Badge, Segmented, StateBadge } from '@interlock/ui/base';
import { formatStamp, formatUtc } from '@interlock/ui/data';
import { nameAnchor } from '@interlock/domain/thread';
import { lazy, Suspense, useState } from 'react';
import { ThreadBox } from '../thread/thread-box.tsx';
import { useThreads } from '../thread/threads-context.tsx';
import { type ChangeTab, pathOfTab } from './change-tab.ts';
import type { ChangeDetail, CommentView } from './types.ts';
import { staysHere } from './use-change-tab.ts';

const CommentText = lazy(() => import('./comment-text.tsx').then((module) => ({ default: module.CommentText })));

export interface DiscussionProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	onOpenTab: (tab: ChangeTab) => void;
}

/** The proposal's text and what was said about it, oldest first; then the threads on single things. */
export function Discussion({ place, change, onOpenTab }: DiscussionProps) {
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
	const { threads } = useThreads();
	const [filter, setFilter] = useState<'all' | 'unresolved'>('all');
	const open = threads.filter(({ resolved }) => resolved === null);
	const said = filter === 'unresolved' ? [] : [...(opening ? [opening] : []), ...change.comments];
	const shown = filter === 'unresolved' ? open : threads;
	const base = `/${place.org}/${place.project}/changes/${change.number}`;
	return (
		<section aria-label="Discussion">
			<div className="mt-2 mb-2 flex flex-wrap items-center gap-2">
				<h2 className="text-section font-semibold">Discussion</h2>
				<span className="text-meta text-ink-3">
					{change.comments.length === 1 ? '1 comment' : `${change.comments.length} comments`},{' '}
					{open.length === 1 ? '1 open thread' : `${open.length} open threads`}
				</span>
				<span className="ml-auto">
					<Segmented
						label="Discussion shown"
						value={filter}
						options={[
							{ value: 'all', label: 'Oldest first' },
							{ value: 'unresolved', label: 'Unresolved' },
						]}
						onChange={setFilter}
					/>
				</span>
			</div>
			{filter === 'unresolved' && open.length === 0 && <p className="text-meta text-ink-3">Every thread is resolved.</p>}
			{filter === 'all' && said.length === 0 && threads.length === 0 && (
				<p className="text-meta text-ink-3">Nothing said yet. The review box takes comments.</p>
			)}
			<ol className="grid gap-3">
				{said.map((comment) => (
					<Comment key={comment.key} comment={comment} />
				))}
				{shown.map((thread) => (
					<li key={thread.id}>
						<ThreadBox
							thread={thread}
							link={
								<a href={pathOfTab(base, thread.tab)} onClick={(event) => staysHere(event) && onOpenTab(thread.tab)} className="link">
									{nameAnchor(thread.anchor)}
								</a>
							}
						/>
					</li>
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
