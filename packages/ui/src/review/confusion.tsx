import { cn } from '../base/cn.ts';

export interface ConfusionProps {
	/** "Champion v1". */
	title: string;
	/** The candidate's title is blue. */
	candidate?: boolean;
	truePositive: number;
	falseNegative: number;
	falsePositive: number;
	trueNegative: number;
}

/** What was said of rows that were positive and of rows that weren't. */
export function Confusion({ title, candidate = false, truePositive, falseNegative, falsePositive, trueNegative }: ConfusionProps) {
	return (
		<table aria-label={`Confusion of ${title}`} className="w-full border-separate border-spacing-0 text-meta tabular-nums">
			<caption className={cn('pb-1 text-left text-meta', candidate ? 'font-strong text-candidate' : 'text-ink-2')}>{title}</caption>
			<thead>
				<tr>
					<td />
					<th scope="col" className="pb-0.5 text-stamp font-normal text-ink-3">
						said yes
					</th>
					<th scope="col" className="pb-0.5 text-stamp font-normal text-ink-3">
						said no
					</th>
				</tr>
			</thead>
			<tbody>
				<Line name="was yes" said={[truePositive, falseNegative]} right={0} />
				<Line name="was no" said={[falsePositive, trueNegative]} right={1} />
			</tbody>
		</table>
	);
}

function Line({ name, said, right }: { name: string; said: readonly [number, number]; right: 0 | 1 }) {
	return (
		<tr>
			<th scope="row" className="pr-2 text-left text-stamp font-normal text-ink-3">
				{name}
			</th>
			{said.map((count, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
				<td key={at} className={cn('h-7 border border-line-2 text-center', at === right ? 'bg-surface-3 font-semibold' : 'text-ink-2')}>
					{count.toLocaleString('en-GB')}
				</td>
			))}
		</tr>
	);
}
