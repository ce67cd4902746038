'use client';
import { Card, Checkbox, Kbd } from '@interlock/ui/base';
import { CodeDiff } from '@interlock/ui/review';
import { Lines } from './file-list.tsx';
import type { CodeDiffOf } from './types.ts';

export interface CodeFileProps {
	file: CodeDiffOf['files'][number];
	viewed: boolean;
	onViewed: () => void;
}

/** One file's diff. */
export function CodeFile({ file, viewed, onViewed }: CodeFileProps) {
	const { diff } = file;
	return (
		<Card
			label={`Diff of ${file.path}`}
			title={<span className="mono text-meta wrap-anywhere">{file.path}</span>}
			meta={<Lines file={file} />}
			aside={
				<>
					<Checkbox checked={viewed} onChange={onViewed} label="Viewed" />
					<Kbd>v</Kbd>
				</>
			}
		>
			{diff ? (
				<CodeDiff label={`Lines of ${file.path}`} hunks={diff.hunks} skippedAfter={diff.skippedAfter} />
			) : (
				<p className="px-3 py-2.5 text-meta text-ink-2">It differs; it is {file.note}.</p>
			)}
		</Card>
	);
}
