'use client';
import { Button, type State, StateBadge } from '@interlock/ui/base';
import { Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { RecallItem } from './types.ts';

export interface RecallItemRowProps {
	base: string;
	item: RecallItem;
	/** The recall is lifted: nothing is asked any more. */
	ended: boolean;
	/** Why the reader can't, as a sentence; null when they can. */
	rollBackRule: string | null;
	dismissRule: string | null;
	onDismiss: () => void;
	/** Resolves to the server's refusal, or null when it was done. */
	onRollBack: () => Promise<string | null>;
}

const LOOK: Record<RecallItem['state'], { state: State; word: string }> = {
	suspended: { state: 'paused', word: 'Suspended' },
	serving: { state: 'recalled', word: 'Still serving' },
	'rolled-back': { state: 'rolled-back', word: 'Rolled back' },
	replaced: { state: 'finished', word: 'Replaced' },
	closed: { state: 'closed', word: 'Closed' },
	dismissed: { state: 'dismissed', word: 'Not affected' },
};

/** One thing that depends on what was recalled: how, where it stands, what can be done. */
export function RecallItemRow({ base, item, ended, rollBackRule, dismissRule, onDismiss, onRollBack }: RecallItemRowProps) {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const { state, word } = LOOK[item.state];
	const open = !ended && (item.state === 'suspended' || item.state === 'serving');

	async function goBack() {
		setBusy(true);
		setError(await onRollBack());
		setBusy(false);
	}

	return (
		<li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-2 last:border-b-0">
			<span className="grid min-w-0 flex-1 basis-64 gap-0.5">
				<span className="flex flex-wrap items-center gap-2">
					<Link href={linkOf(base, item)} className="font-strong wrap-anywhere hover:underline">
						{item.name}
					</Link>
					<StateBadge state={state}>{word}</StateBadge>
				</span>
				<span className="text-meta wrap-anywhere text-ink-3">{item.via}</span>
				{item.dismissed && (
					<span className="text-meta text-ink-2">
						{item.dismissed.by}: {item.dismissed.reason}
					</span>
				)}
				{error && (
					<span role="alert" className="text-meta text-bad">
						{error}
					</span>
				)}
			</span>
			{open && (
				<span className="flex flex-wrap gap-2">
					{item.rollBack && (
						<Button
							variant="danger"
							icon={<Undo2 size={14} aria-hidden />}
							busy={busy}
							reason={rollBackRule ?? item.rollBack.blocked}
							onClick={() => void goBack()}
						>
							{item.rollBack.to === null ? `Roll back v${item.rollBack.version}` : `Roll back to v${item.rollBack.to}`}
						</Button>
					)}
					<Button variant="quiet" reason={dismissRule} onClick={onDismiss}>
						Not affected
					</Button>
				</span>
			)}
		</li>
	);
}

function linkOf(base: string, item: RecallItem): string {
	switch (item.kind) {
		case 'endpoint':
			return `${base}/deployments/${item.key}`;
		case 'change':
			return `${base}/changes/${item.key}`;
		case 'model-version':
			return `${base}/models/${encodeURIComponent(item.key)}?version=${/\d+$/.exec(item.name)?.[0] ?? ''}`;
	}
}
