import type { ReactNode } from 'react';
import { cn } from '../base/cn.ts';

export interface CodeLine {
	kind: 'same' | 'removed' | 'added';
	/** Line numbers from 1, null on the side that doesn't have it. */
	before: number | null;
	after: number | null;
	text: string;
}

export interface CodeHunk {
	/** Unchanged lines left out before it. */
	skipped: number;
	lines: readonly CodeLine[];
}

export interface CodeDiffProps {
	label: string;
	hunks: readonly CodeHunk[];
	/** Unchanged lines left out at the end. */
	skippedAfter: number;
	/** What the two sides are, for whoever hears the table. */
	sides?: { before: string; after: string };
	/** Stands below a line: what was said about it, and the form to say something. */
	below?: (line: CodeLine) => ReactNode;
	/** Makes the numbers of a line a button that begins a comment on it. */
	onComment?: (line: CodeLine) => void;
}

const CHAMPION_AND_CANDIDATE = { before: 'Champion', after: 'Candidate' };
const MARK = { same: '', removed: '-', added: '+' } as const;
const TONE = { same: '', removed: 'bg-bad-bg', added: 'bg-ok-bg' } as const;

/** A file's changed lines with their surroundings, both sides' numbers before them. Lines wrap; the page never scrolls sideways. */
export function CodeDiff({ label, hunks, skippedAfter, sides = CHAMPION_AND_CANDIDATE, below, onComment }: CodeDiffProps) {
	return (
		<table aria-label={label} className="mono w-full table-fixed border-separate border-spacing-0 text-meta leading-6">
			<colgroup>
				<col className="w-10" />
				<col className="w-10" />
				<col className="w-5" />
				<col />
			</colgroup>
			<thead className="sr-only">
				<tr>
					<th scope="col">{sides.before}'s line</th>
					<th scope="col">{sides.after}'s line</th>
					<th scope="col">Change</th>
					<th scope="col">Text</th>
				</tr>
			</thead>
			{hunks.map((hunk) => (
				<tbody key={`${hunk.lines[0]?.before}/${hunk.lines[0]?.after}`}>
					{hunk.skipped > 0 && <Skipped count={hunk.skipped} />}
					{hunk.lines.map((line) => (
						<Line key={`${line.before}/${line.after}`} line={line} below={below} onComment={onComment} />
					))}
				</tbody>
			))}
			{skippedAfter > 0 && (
				<tbody>
					<Skipped count={skippedAfter} />
				</tbody>
			)}
		</table>
	);
}

function Line({ line, below, onComment }: { line: CodeLine } & Pick<CodeDiffProps, 'below' | 'onComment'>) {
	const under = below?.(line);
	return (
		<>
			<tr className={cn('group', TONE[line.kind])}>
				<td className="pr-2 text-right align-top text-stamp leading-6 text-ink-3 select-none">{line.before}</td>
				<td className="pr-2 text-right align-top text-stamp leading-6 text-ink-3 select-none">
					{onComment && line.after !== null ? (
						<button
							type="button"
							aria-label={`Comment on line ${line.after}`}
							onClick={() => onComment(line)}
							className="min-h-6 w-full cursor-pointer text-right -outline-offset-2 hover:text-ink hover:underline"
						>
							{line.after}
						</button>
					) : (
						line.after
					)}
				</td>
				<td className={cn('align-top select-none', line.kind === 'removed' && 'text-bad', line.kind === 'added' && 'text-ok')}>{MARK[line.kind]}</td>
				<td className="pr-3 whitespace-pre-wrap wrap-anywhere">{line.text || ' '}</td>
			</tr>
			{under && (
				<tr>
					<td colSpan={4} className="px-3 py-2 font-sans whitespace-normal">
						{under}
					</td>
				</tr>
			)}
		</>
	);
}

function Skipped({ count }: { count: number }) {
	return (
		<tr>
			<td colSpan={4} className="border-y border-line bg-surface-2 px-3 py-1 font-sans text-meta text-ink-3">
				{count.toLocaleString('en-GB')} unchanged {count === 1 ? 'line' : 'lines'}
			</td>
		</tr>
	);
}
