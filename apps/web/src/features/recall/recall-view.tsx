'use client';
import { Button, Card, Note } from '@interlock/ui/base';
import { formatUtc, Time } from '@interlock/ui/data';
import { PageHead } from '@interlock/ui/shell';
import Link from 'next/link';
import { useState } from 'react';
import { ReasonDialog } from '../reason-dialog.tsx';
import { RecallItemRow } from './recall-item-row.tsx';
import { Progress } from './recall-list-view.tsx';
import type { RecallDetail, RecallItem } from './types.ts';

export interface RecallViewProps {
	base: string;
	recall: RecallDetail;
	nowMs: number;
	/** Each resolves to the server's refusal, or null when it was done. */
	onLift: (reason: string) => Promise<string | null>;
	onDismiss: (item: RecallItem, reason: string) => Promise<string | null>;
	onRollBack: (item: RecallItem) => Promise<string | null>;
}

const SECTIONS = [
	['endpoint', 'Endpoints', 'No endpoint serves what depends on it.'],
	['change', 'Change requests', 'No open change request depends on it.'],
	['model-version', 'Model versions', 'No model version is made from it.'],
] as const;

/** Everything that depends on something recalled, what is left to do of it, and where the fault may come from. */
export function RecallView({ base, recall, nowMs, onLift, onDismiss, onRollBack }: RecallViewProps) {
	const [asking, setAsking] = useState<RecallItem | 'lift' | null>(null);
	const { lift, rollBack } = recall.viewer;
	const rule = lift.enabled ? null : lift.sentence;
	return (
		<>
			<PageHead
				title={
					<>
						Recall of{' '}
						<Link href={recall.link} className="hover:underline">
							{recall.name}
						</Link>
					</>
				}
				meta={<Progress row={recall} />}
				actions={
					!recall.lifted && (
						<Button reason={rule} onClick={() => setAsking('lift')}>
							Lift recall
						</Button>
					)
				}
			>
				<p className="mt-1 wrap-anywhere text-ink-2">{recall.reason}</p>
				<p className="mt-1 text-meta text-ink-3">
					recalled by {recall.madeBy}, <Time ms={recall.madeAtMs} nowMs={nowMs} />
				</p>
			</PageHead>
			{recall.lifted && (
				<div className="px-4 pt-2 sm:px-6">
					<Note>
						Lifted by {recall.lifted.by} on {formatUtc(recall.lifted.atMs)}: {recall.lifted.reason} What it suspended counts again.
					</Note>
				</div>
			)}
			<div className="grid max-w-5xl gap-4 px-4 py-4 sm:px-6">
				{SECTIONS.map(([kind, title, nothing]) => {
					const items = recall.items.filter((item) => item.kind === kind);
					return (
						<Card key={kind} title={title} meta={items.length}>
							{items.length === 0 && <p className="px-3 py-2.5 text-meta text-ink-3">{nothing}</p>}
							<ul>
								{items.map((item) => (
									<RecallItemRow
										key={item.id}
										base={base}
										item={item}
										ended={recall.lifted !== null}
										rollBackRule={rollBack.enabled ? null : rollBack.sentence}
										dismissRule={rule}
										onDismiss={() => setAsking(item)}
										onRollBack={() => onRollBack(item)}
									/>
								))}
							</ul>
						</Card>
					);
				})}
				{recall.madeFrom.length > 0 && (
					<Card title="Made from" meta="where the fault may lie">
						<ul>
							{recall.madeFrom.map((node) => (
								<li key={`${node.kind} ${node.name}`} className="border-b border-line px-3 py-2 last:border-b-0">
									<span className="font-strong">{node.name}</span> <span className="text-meta text-ink-3">{node.via}</span>
								</li>
							))}
						</ul>
					</Card>
				)}
			</div>
			<ReasonDialog
				open={asking !== null}
				onOpenChange={(open) => !open && setAsking(null)}
				title={asking === 'lift' ? `Lift the recall of ${recall.name}?` : `${asking?.name ?? ''} isn't affected?`}
				description={asking === 'lift' ? 'Everything that it suspended counts again.' : 'The recall stays in force for everything else.'}
				verb={asking === 'lift' ? 'Lift recall' : 'Dismiss'}
				onSubmit={(reason) => (asking === 'lift' || asking === null ? onLift(reason) : onDismiss(asking, reason))}
			/>
		</>
	);
}
