import { cn } from '../base/cn.ts';

export type Reading = 'passed' | 'failed' | 'inconclusive' | 'none';

const LOOK: Record<Reading, string> = {
	passed: 'border-ok bg-ok',
	failed: 'border-bad bg-bad',
	inconclusive: 'border-warn hatch-warn',
	none: 'border-line-2',
};

/** The last readings of a check, oldest first; missing ones are empty. */
export function ReadingTicks({ readings, slots = 12 }: { readings: readonly Reading[]; slots?: number }) {
	const shown = readings.slice(-slots);
	const count = (kind: Reading) => shown.filter((reading) => reading === kind).length;
	const ticks: Reading[] = [...shown, ...Array.from({ length: slots - shown.length }, (): Reading => 'none')];
	return (
		<span
			role="img"
			aria-label={`${count('passed')} passed, ${count('failed')} failed, ${count('inconclusive')} inconclusive of the last ${shown.length}`}
			className="inline-flex gap-[3px] align-middle"
		>
			{ticks.map((reading, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a tick is its position
				<span key={i} className={cn('h-3.5 w-2.5 rounded-[2px] border', LOOK[reading])} />
			))}
		</span>
	);
}
