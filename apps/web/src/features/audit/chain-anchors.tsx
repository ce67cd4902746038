import { cn } from '@interlock/ui/base';
import { formatAgo } from '@interlock/ui/data';
import type { CheckpointsView } from './types.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** One mark per day of the last 30: whether a signed checkpoint of it exists. */
export function DailyAnchors({ daily, nowMs }: { daily: CheckpointsView['daily']; nowMs: number }) {
	const days = Array.from({ length: DAYS }, (_, i) => new Date(nowMs - (DAYS - 1 - i) * DAY_MS).toISOString().slice(0, 10));
	const signed = new Set(daily.map(({ day }) => day));
	const count = days.filter((day) => signed.has(day)).length;
	return (
		<div className="max-sm:w-full">
			<div className="mb-1 flex justify-between text-stamp text-ink-3">
				<span>Daily anchors</span>
				<span>today</span>
			</div>
			<div role="img" aria-label={`${count} of the last ${DAYS} days have a signed checkpoint.`} className="flex gap-[3px]">
				{days.map((day) => (
					<span
						key={day}
						title={signed.has(day) ? `${day}: signed` : `${day}: nothing new was signed`}
						className={cn('h-4 w-2 rounded-[2px]', signed.has(day) ? 'bg-ok' : day === days.at(-1) ? 'border border-dashed border-ctl' : 'bg-surface-3')}
					/>
				))}
			</div>
		</div>
	);
}

/** The newest checkpoint: how old, how far it is published and where. */
export function anchoredSentence({ checkpoints: [newest], publication }: CheckpointsView, nowMs: number): string {
	if (!newest) return 'the first checkpoint is signed within a minute';
	const age = formatAgo(newest.atMs, nowMs);
	if (!publication) return `signed ${age}, not published yet`;
	if (publication.problem) return `signed ${age}, not published: ${publication.problem}`;
	return publication.size >= newest.size ? `${age}, published to ${publication.place}` : `${age}, being published to ${publication.place}`;
}
