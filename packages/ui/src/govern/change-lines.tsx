import { cn } from '../base/cn.ts';

export interface ChangeLine {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

const LOOK = {
	same: { sign: '', word: '', row: '', mark: 'text-ink-3' },
	added: { sign: '+', word: 'added: ', row: 'bg-ok-bg', mark: 'text-ok font-semibold' },
	removed: { sign: '−', word: 'removed: ', row: 'bg-bad-bg', mark: 'text-bad font-semibold' },
} as const;

/** Before and after of one value as lines. */
export function ChangeLines({ lines }: { lines: readonly ChangeLine[] }) {
	return (
		<div role="group" aria-label="What changed, line by line" tabIndex={0} className="relative overflow-x-auto -outline-offset-2 pb-2.5">
			{lines.map((line, i) => {
				const look = LOOK[line.kind];
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: a line is its position
					<div key={i} className={cn('grid w-max min-w-full grid-cols-[28px_minmax(0,1fr)] mono leading-5', look.row)}>
						<span aria-hidden className={cn('pr-2 text-right', look.mark)}>
							{look.sign}
						</span>
						<code className="whitespace-pre font-[inherit]">
							{look.word && <span className="sr-only">{look.word}</span>}
							{line.text}
						</code>
					</div>
				);
			})}
		</div>
	);
}
