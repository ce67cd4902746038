'use client';
import { Card } from '@interlock/ui/base';
import { ChevronRight, Database, FileCode, FlaskConical, Layers, type LucideIcon, Package, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { type ChangeTab, pathOfTab } from './change-tab.ts';
import type { ChangeDetail, WhatChangesRow } from './types.ts';
import { staysHere } from './use-change-tab.ts';

const LOOK: Record<WhatChangesRow['part'], { title: string; tab: ChangeTab; icon: LucideIcon }> = {
	data: { title: 'Data', tab: 'data', icon: Database },
	code: { title: 'Code', tab: 'code', icon: FileCode },
	environment: { title: 'Environment', tab: 'code', icon: Package },
	parameters: { title: 'Parameters', tab: 'code', icon: SlidersHorizontal },
	signature: { title: 'Signature', tab: 'code', icon: Layers },
	behaviour: { title: 'Behaviour', tab: 'behaviour', icon: FlaskConical },
};

interface WhatChangesProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	onOpenTab: (tab: ChangeTab) => void;
}

/** One line per kind of diff, each leading to its tab. */
export function WhatChanges({ place, change, onOpenTab }: WhatChangesProps) {
	const { run } = change.head;
	if (change.whatChanges.length === 0) return null;
	return (
		<Card
			title="What changes"
			aside={
				run && (
					<span className="text-ink-3">
						run{' '}
						<Link href={`/${place.org}/${place.project}/runs/${run.id}`} className="link">
							{run.name}
						</Link>
					</span>
				)
			}
		>
			{change.whatChanges.map((row) => (
				<Row key={row.part} row={row} base={`/${place.org}/${place.project}/changes/${change.number}`} onOpenTab={onOpenTab} />
			))}
		</Card>
	);
}

function Row({ row, base, onOpenTab }: { row: WhatChangesRow; base: string; onOpenTab: (tab: ChangeTab) => void }) {
	const { title, tab, icon: Icon } = LOOK[row.part];
	return (
		<a
			href={pathOfTab(base, tab)}
			onClick={(event) => staysHere(event) && onOpenTab(tab)}
			className="grid min-h-9 grid-cols-[16px_92px_minmax(0,1fr)_14px] items-center gap-2.5 border-b border-line px-3 py-1 text-meta -outline-offset-2 last:rounded-b-card last:border-b-0 hover:bg-surface-2 md:grid-cols-[16px_92px_208px_minmax(0,1fr)_14px]"
		>
			<Icon size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
			<span className="text-body font-strong">{title}</span>
			<span className="hidden min-w-0 truncate text-ink-3 md:block" title={rangeOf(row)}>
				{rangeOf(row)}
			</span>
			<span className="min-w-0 text-ink-2">{row.summary}</span>
			<ChevronRight size={14} aria-hidden className="text-ink-3" />
		</a>
	);
}

function rangeOf({ from, to }: WhatChangesRow): string {
	return from === null || from === to ? to : `${from} to ${to}`;
}
