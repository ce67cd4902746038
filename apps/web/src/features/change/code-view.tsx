'use client';
import { Card, Skeleton } from '@interlock/ui/base';
import { Digest, KeyValue } from '@interlock/ui/data';
import { useState } from 'react';
import { useKeys } from '../../shell/use-keys.ts';
import { CodeFile } from './code-file.tsx';
import { FileList } from './file-list.tsx';
import { MadeBy } from './made-by.tsx';
import type { ChangeDetail, CodeDiffOf, Comparison } from './types.ts';
import { useViewedFiles } from './use-viewed-files.ts';

export interface CodeViewProps {
	change: ChangeDetail;
	comparison: Comparison;
	diff: CodeDiffOf | null;
	fetching: boolean;
}

/** The files that differ, one of them open; `v` marks it as viewed and goes to the next. */
export function CodeView({ change, comparison, diff, fetching }: CodeViewProps) {
	const files = diff?.files ?? [];
	const [path, setPath] = useState<string | null>(null);
	const { isViewed, toggle } = useViewedFiles(change.id);
	const open = files.find((file) => file.path === path) ?? files[0] ?? null;

	useKeys('v', () => {
		if (!open) return;
		const next = files[files.indexOf(open) + 1];
		if (next && !isViewed(open)) setPath(next.path);
		toggle(open);
	});

	return (
		<section aria-label="Code and environment" className="grid items-start gap-4 lg:grid-cols-[200px_minmax(0,1fr)] xl:grid-cols-[200px_minmax(0,1fr)_330px]">
			{open ? (
				<>
					<FileList
						files={files}
						current={open.path}
						same={diff?.same ?? 0}
						base={diff?.base ?? null}
						head={diff?.head ?? null}
						isViewed={isViewed}
						onOpen={setPath}
					/>
					<CodeFile key={open.path} file={open} viewed={isViewed(open)} onViewed={() => toggle(open)} />
				</>
			) : (
				<div className="lg:col-span-2">{fetching && !diff ? <Skeleton className="h-72" /> : <NoDifference comparison={comparison} diff={diff} />}</div>
			)}
			<div className="grid min-w-0 gap-4 max-xl:lg:col-span-2">
				<MadeBy comparison={comparison} />
			</div>
		</section>
	);
}

function NoDifference({ comparison, diff }: { comparison: Comparison; diff: CodeDiffOf | null }) {
	const { before, after } = comparison.code;
	const same = before !== null && before === after;
	return (
		<Card title="Code" meta={same ? 'the same' : undefined}>
			<p className="border-b border-line px-3 py-2.5 text-ink-2">
				{diff?.note ?? (same ? `No difference in ${diff?.same ?? 0} files: both versions were trained with the same code.` : 'No file differs.')}
			</p>
			<KeyValue
				className="px-3 py-2.5"
				entries={[
					{ key: 'Champion', value: before && <Digest value={before} prefix /> },
					{ key: 'Candidate', value: after ? <Digest value={after} prefix /> : 'no code digest is known' },
				]}
			/>
		</Card>
	);
}
