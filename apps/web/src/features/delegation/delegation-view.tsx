'use client';
import { Badge, Button, Card, Note } from '@interlock/ui/base';
import { Cell, DataTable, formatStamp, HeadCell } from '@interlock/ui/data';
import type { Permit } from '@interlock/ui/review';
import { useState } from 'react';
import { SettingsFrame } from '../settings-frame.tsx';
import { DelegationForm, type DelegationFormProps } from './delegation-form.tsx';
import type { DelegationRow } from './types.ts';

export interface DelegationViewProps extends Pick<DelegationFormProps, 'people' | 'projects' | 'environments' | 'onChooseProject' | 'onCreate' | 'nowMs'> {
	org: string;
	mayReview: Permit;
	delegations: readonly DelegationRow[];
	onEnd: (id: string) => Promise<string | null>;
}

/** Who votes for whom while they are away, and the form that lets somebody vote for the reader. */
export function DelegationView({ org, mayReview, delegations, onEnd, ...form }: DelegationViewProps) {
	const [ending, setEnding] = useState<string | null>(null);
	const [error, setError] = useState<string | null>(null);

	async function end(id: string) {
		setEnding(id);
		setError(await onEnd(id));
		setEnding(null);
	}

	return (
		<SettingsFrame org={org} section="out-of-office">
			<div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_448px]">
				<Card title="Away, now and later" meta={delegations.length}>
					{error && (
						<Note kind="bad" role="alert">
							{error}
						</Note>
					)}
					{delegations.length === 0 ? (
						<p className="px-3 py-2.5 text-meta text-ink-2">Everybody votes for themselves.</p>
					) : (
						<DataTable label="Away, now and later">
							<thead>
								<tr>
									<HeadCell className="pl-3">Away</HeadCell>
									<HeadCell>Votes instead</HeadCell>
									<HeadCell>For</HeadCell>
									<HeadCell>From, until</HeadCell>
									<HeadCell className="pr-3">
										<span className="sr-only">End</span>
									</HeadCell>
								</tr>
							</thead>
							<tbody>
								{delegations.map((one) => (
									<tr key={one.id}>
										<Cell className="h-10 pl-3 font-strong" title={one.reason}>
											{one.from.name} {one.now && <Badge>now</Badge>}
										</Cell>
										<Cell>{one.to.name}</Cell>
										<Cell className="text-ink-2">{one.scope}</Cell>
										<Cell className="text-meta text-ink-2 tabular-nums">
											{formatStamp(one.startsAtMs)}, {formatStamp(one.endsAtMs)}
										</Cell>
										<Cell className="pr-3 text-right">
											<Button
												variant="quiet"
												aria-label={`End ${one.to.name} for ${one.from.name}`}
												reason={one.end.allowed ? null : one.end.reason}
												busy={ending === one.id}
												onClick={() => void end(one.id)}
											>
												End
											</Button>
										</Cell>
									</tr>
								))}
							</tbody>
						</DataTable>
					)}
				</Card>
				<Card title="Be away">
					{mayReview.allowed ? (
						<DelegationForm {...form} />
					) : (
						<p className="px-3 py-2.5 text-meta text-ink-2">You have no vote that somebody could give for you. {mayReview.reason}</p>
					)}
					<div className="border-t border-line p-3">
						<Note kind="duty">
							Your approvals do not count meanwhile. Whoever stands in may not have contributed to the change, has one vote, and can not pass it on.
						</Note>
					</div>
				</Card>
			</div>
		</SettingsFrame>
	);
}
