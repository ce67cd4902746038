'use client';
import type { EvaluationStepName } from '@interlock/domain/gate';
import { Badge, Card } from '@interlock/ui/base';
import { formatDuration } from '@interlock/ui/data';
import { StepBars } from '@interlock/ui/review';
import type { ChangeDetail } from './types.ts';

const LABEL: Record<EvaluationStepName, string> = {
	'open-versions': 'Open both versions',
	'read-holdout': 'Read held-out rows',
	'score-candidate': 'Score the candidate',
	'score-champion': 'Score the champion',
	compare: 'Compare, resample',
	'run-suite': 'Behaviour suite',
	'compare-inputs': 'Compare inputs',
	'measure-latency': 'Measure latency',
	'find-leakage': 'Look for leakage',
	'check-data': 'Check data and files',
};

const STATE = {
	pending: { word: 'Waits', tone: 'neutral' },
	running: { word: 'Running', tone: 'info' },
	finished: { word: 'Completed', tone: 'ok' },
	failed: { word: 'Failed', tone: 'bad' },
} as const;

/** How the newest evaluation went, or how far it is, step by step. */
export function EvaluationCard({ revision: { number, evaluation, steps } }: { revision: ChangeDetail['revision'] }) {
	const ends = steps.map(({ startedMs, endedMs }) => endedMs ?? startedMs);
	const first = steps[0];
	const { word, tone } = STATE[evaluation];
	return (
		<Card
			title="Evaluation"
			aside={
				<span className="flex items-center gap-2 text-meta text-ink-3">
					revision {number}
					{first && evaluation === 'finished' && <span className="tabular-nums">in {formatDuration(Math.max(...ends) - first.startedMs)}</span>}
					<Badge tone={tone}>{word}</Badge>
				</span>
			}
		>
			{first ? (
				<StepBars
					label={`Steps of the evaluation of revision ${number}`}
					steps={steps.map(({ step, startedMs, endedMs }) => ({
						key: step,
						label: LABEL[step],
						state: endedMs !== null ? 'done' : evaluation === 'failed' ? 'failed' : 'running',
						startMs: startedMs,
						endMs: endedMs ?? Math.max(...ends),
					}))}
				/>
			) : (
				<p className="px-3 py-4 text-meta text-ink-3">{evaluation === 'pending' ? 'It begins as soon as a worker is free.' : 'Its steps were not kept.'}</p>
			)}
		</Card>
	);
}
