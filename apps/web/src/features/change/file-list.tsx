'use client';
import { Card, cn } from '@interlock/ui/base';
import { shortDigest } from '@interlock/ui/data';
import { Check, FileCode } from 'lucide-react';
import type { CodeDiffOf } from './types.ts';

type File = CodeDiffOf['files'][number];

export interface FileListProps {
	files: readonly File[];
	current: string;
	/** How many files are the same on both sides. */
	same: number;
	base: string | null;
	head: string | null;
	isViewed: (file: File) => boolean;
	onOpen: (path: string) => void;
}

/** The files that differ, with how many lines came and went; what was viewed is marked. */
export function FileList({ files, current, same, base, head, isViewed, onOpen }: FileListProps) {
	const viewed = files.filter(isViewed).length;
	return (
		<Card title={files.length === 1 ? '1 file' : `${files.length} files`} aside={<span className="text-ink-3">{viewed} viewed</span>}>
			<ul>
				{files.map((file) => (
					<li key={file.path}>
						<button
							type="button"
							aria-current={file.path === current ? 'true' : undefined}
							onClick={() => onOpen(file.path)}
							className={cn(
								'flex min-h-8 w-full cursor-pointer items-center gap-1.5 px-3 py-1 text-left text-meta -outline-offset-2 hover:bg-surface-2',
								file.path === current && 'bg-surface-3 font-strong',
							)}
						>
							{isViewed(file) ? (
								<Check size={14} role="img" aria-label="viewed" className="shrink-0 text-ok" />
							) : (
								<FileCode size={14} aria-hidden className="shrink-0 text-ink-3" />
							)}
							<span className="min-w-0 flex-1 truncate" title={file.path}>
								{file.path}
							</span>
							<Lines file={file} />
						</button>
					</li>
				))}
			</ul>
			<p className="border-t border-line px-3 py-1.5 text-stamp text-ink-3">
				{same > 0 && `${same} unchanged not shown. `}
				{base && head && (
					<span className="mono">
						{shortDigest(base)} to {shortDigest(head)}
					</span>
				)}
			</p>
		</Card>
	);
}

/** Lines that came and went. */
export function Lines({ file }: { file: File }) {
	if (!file.diff) return null;
	return (
		<span className="shrink-0 text-stamp font-semibold tabular-nums">
			{file.diff.added > 0 && <span className="text-ok">+{file.diff.added}</span>}{' '}
			{file.diff.removed > 0 && <span className="text-bad">−{file.diff.removed}</span>}
		</span>
	);
}
