'use client';
import { Card, Skeleton, StateIcon } from '@interlock/ui/base';
import { formatDelta, formatNumber } from '@interlock/ui/data';
import { ChangedAnswers } from './changed-answers.tsx';
import { SliceMoves } from './slice-moves.tsx';
import { SuiteCases } from './suite-cases.tsx';
import { SlicesSection } from './slices-section.tsx';
import type { ChangeDetail, ChangedBehaviour, Comparison } from './types.ts';

export interface BehaviourViewProps {
	change: ChangeDetail;
	comparison: Comparison;
	diff: ChangedBehaviour | null;
	fetching: boolean;
}

/** The main metric by slice; beside it the slices where the candidate loses, and the rows whose answer changed. */
export function BehaviourView({ change, comparison, diff, fetching }: BehaviourViewProps) {
	const behaviour = diff?.behaviour ?? null;
	const unit = comparison.metrics[0]?.unit ?? '';
	return (
		<div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.56fr)_minmax(0,1fr)]">
			<SlicesSection change={change} comparison={comparison} />
			<div className="grid min-w-0 gap-4">
				{diff?.suite && <SuiteCases suite={diff.suite} />}
				{diff && <Losing diff={diff} unit={unit} />}
				{behaviour && <ChangedAnswers behaviour={behaviour} unit={unit} change={change} />}
				{behaviour && behaviour.slices.length > 0 && <SliceMoves behaviour={behaviour} unit={unit} />}
				{!diff && fetching && <Skeleton className="h-72" />}
				{!behaviour && !fetching && (
					<Card title="Changed answers">
						<p className="px-3 py-2.5 text-meta text-ink-2">
							{change.base
								? 'This revision was evaluated before answers were compared row by row. Push a revision to have them.'
								: 'There is no champion whose answers could change: this is the first version.'}
						</p>
					</Card>
				)}
			</div>
		</div>
	);
}

/** Slices named where the candidate errs more. */
function Losing({ diff, unit }: { diff: ChangedBehaviour; unit: string }) {
	const { shown, byFigure } = diff.losing;
	return (
		<Card title="Where the candidate loses" meta={shown.length === 1 ? '1 slice shown worse' : `${shown.length} slices shown worse`}>
			{shown.map((slice) => (
				<p key={`${slice.column}/${slice.value}`} className="flex items-center gap-2 border-b border-line bg-bad-bg px-3 py-1.5 text-meta last:border-b-0">
					<StateIcon state="failed" size={14} />
					<b className="font-strong">
						{slice.column} {slice.value}
					</b>
					<span className="text-ink-2">{slice.rows.toLocaleString('en-GB')} rows</span>
					<span className="ml-auto font-semibold text-bad tabular-nums">
						{formatDelta(slice.delta, 2)} {unit}
					</span>
				</p>
			))}
			{shown.length === 0 && <p className="px-3 py-2 text-meta text-ink-2">No slice is shown worse.</p>}
			{byFigure.length > 0 && (
				<p className="border-t border-line px-3 py-2 text-meta text-ink-2">
					Worse by its figure, within chance or too small to judge:{' '}
					{byFigure
						.slice(0, 12)
						.map((slice) => `${slice.column} ${slice.value} (+${formatNumber(slice.delta, 2)})`)
						.join(', ')}
					{byFigure.length > 12 ? `, ${byFigure.length - 12} more` : ''}.
				</p>
			)}
		</Card>
	);
}
