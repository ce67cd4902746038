'use client';
import { Card, type State, STATES, StateBadge } from '@interlock/ui/base';
import { Cell, DataTable, HeadCell } from '@interlock/ui/data';
import Link from 'next/link';
import type { RetrainView } from './types.ts';

const STATE: Record<RetrainView['state'], { state: State; word: string }> = {
	queued: { state: 'queued', word: 'Queued' },
	training: { state: 'running', word: 'Training' },
	proposed: { state: 'in-review', word: 'Proposed' },
	failed: { state: 'failed', word: 'Failed' },
};

/** What drift and decay started, and what came of it. */
export function Retrains({ place, retrains }: { place: { org: string; project: string }; retrains: readonly RetrainView[] }) {
	const base = `/${place.org}/${place.project}`;
	return (
		<Card title="Retrains">
			{retrains.length === 0 ? (
				<p className="px-3 py-2.5 text-meta text-ink-2">
					None yet. A drifted or decayed window starts one; its candidate opens a change request and never deploys by itself.
				</p>
			) : (
				<DataTable label="Retrains">
					<thead>
						<tr>
							<HeadCell className="pl-3">Window</HeadCell>
							<HeadCell>Started by</HeadCell>
							<HeadCell>State</HeadCell>
							<HeadCell>Run</HeadCell>
							<HeadCell className="pr-3">Change request</HeadCell>
						</tr>
					</thead>
					<tbody>
						{retrains.map((retrain) => (
							<tr key={retrain.key}>
								<Cell className="pl-3 font-strong tabular-nums">{retrain.window}</Cell>
								<Cell className="min-w-48 py-1.5 whitespace-normal">
									<span className="font-strong">{retrain.kind}</span>{' '}
									<span title={retrain.sentence} className="line-clamp-2 text-meta text-ink-2">
										{retrain.sentence}
									</span>
								</Cell>
								<Cell className="py-1.5">
									<StateBadge state={STATE[retrain.state].state}>{STATE[retrain.state].word}</StateBadge>
									{retrain.reason && (
										<span className="mt-0.5 line-clamp-2 max-w-56 min-w-36 text-stamp whitespace-normal text-ink-2" title={retrain.reason}>
											{retrain.reason}
										</span>
									)}
								</Cell>
								<Cell className="max-w-40" title={retrain.run?.name}>
									{retrain.run ? (
										<Link href={`${base}/runs/${retrain.run.id}`} className="block truncate link">
											{retrain.run.name}
										</Link>
									) : (
										'—'
									)}
								</Cell>
								<Cell className="pr-3">
									{retrain.change ? (
										<span className="flex items-center gap-1.5">
											<Link href={`${base}/changes/${retrain.change.number}`} className="link inline-block min-w-6 py-1">
												#{retrain.change.number}
											</Link>
											{isState(retrain.change.state) && <StateBadge state={retrain.change.state} />}
										</span>
									) : (
										'—'
									)}
								</Cell>
							</tr>
						))}
					</tbody>
				</DataTable>
			)}
		</Card>
	);
}

function isState(state: string): state is State {
	return state in STATES;
}
