import { cn } from '../base/cn.ts';

export type Connection = 'connecting' | 'live' | 'lost';

const LOOK: Record<Connection, { word: string; dot: string }> = {
	connecting: { word: 'Connecting', dot: 'bg-ctl' },
	live: { word: 'Live', dot: 'bg-ok' },
	lost: { word: 'Not live', dot: 'bg-bad' },
};

/** Whether the numbers on the page follow by themselves. */
export function ConnectionState({ state }: { state: Connection }) {
	const { word, dot } = LOOK[state];
	return (
		<span className="inline-flex items-center gap-1.5 text-meta text-ink-2">
			<span aria-hidden className={cn('size-1.5 rounded-full', dot)} />
			<span className="md:max-xl:sr-only">{word}</span>
		</span>
	);
}

/** Says that the page stopped following, since when, and that it will catch up by itself. */
export function ConnectionBanner({ ageText }: { ageText: string }) {
	return (
		<div role="status" className="border-b border-warn-line bg-warn-bg px-4 py-1.5 text-meta text-warn sm:px-6">
			Connection lost. The numbers are {ageText} old; they catch up when it returns. Approvals and traffic wait until then.
		</div>
	);
}
