'use client';
import { Card, Checkbox, Kbd } from '@interlock/ui/base';
import { CodeDiff, type CodeLine } from '@interlock/ui/review';
import { useState } from 'react';
import { CommentForm } from '../thread/comment-form.tsx';
import { ThreadBox } from '../thread/thread-box.tsx';
import { useThreads } from '../thread/threads-context.tsx';
import { Lines } from './file-list.tsx';
import type { CodeDiffOf } from './types.ts';

export interface CodeFileProps {
	file: CodeDiffOf['files'][number];
	viewed: boolean;
	onViewed: () => void;
}

/** One file's diff, with what was said below the lines it was said of; a line's number begins a thread. */
export function CodeFile({ file, viewed, onViewed }: CodeFileProps) {
	const { threads, mayComment, draftKey, start } = useThreads();
	const [asking, setAsking] = useState<number | null>(null);
	const { diff, path } = file;
	const about = threads.filter(({ anchor }) => anchor.kind === 'line' && anchor.path === path);
	const visible = new Set(diff?.hunks.flatMap((hunk) => hunk.lines.flatMap((line) => line.after ?? [])));
	const elsewhere = about.filter(({ standing }) => standing.line === null || !visible.has(standing.line));

	function below(line: CodeLine) {
		const here = line.after === null ? [] : about.filter(({ standing }) => standing.line === line.after);
		const form = asking !== null && asking === line.after;
		if (here.length === 0 && !form) return null;
		const anchor = { kind: 'line' as const, path, line: line.after ?? 1, text: line.text };
		return (
			<div className="grid gap-2">
				{here.map((thread) => (
					<ThreadBox key={thread.id} thread={thread} link={`line ${line.after}`} />
				))}
				{form && (
					<CommentForm
						label={`Comment on line ${line.after}`}
						verb="Begin thread"
						draftKey={`${draftKey}.${JSON.stringify(anchor)}`}
						onSend={async (body) => {
							const refusal = await start(anchor, body);
							if (refusal === null) setAsking(null);
							return refusal;
						}}
						onCancel={() => setAsking(null)}
					/>
				)}
			</div>
		);
	}

	return (
		<Card
			label={`Diff of ${path}`}
			title={<span className="mono text-meta wrap-anywhere">{path}</span>}
			meta={<Lines file={file} />}
			aside={
				<>
					<Checkbox checked={viewed} onChange={onViewed} label="Viewed" />
					<Kbd>v</Kbd>
				</>
			}
		>
			{elsewhere.length > 0 && (
				<div className="grid gap-2 border-b border-line px-3 py-2">
					{elsewhere.map((thread) => (
						<ThreadBox key={thread.id} thread={thread} />
					))}
				</div>
			)}
			{diff ? (
				<CodeDiff
					label={`Lines of ${path}`}
					hunks={diff.hunks}
					skippedAfter={diff.skippedAfter}
					below={below}
					onComment={mayComment ? (line) => setAsking(asking === line.after ? null : line.after) : undefined}
				/>
			) : (
				<p className="px-3 py-2.5 text-meta text-ink-2">It differs; it is {file.note}.</p>
			)}
		</Card>
	);
}
