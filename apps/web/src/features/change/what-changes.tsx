'use client';
import { Card } from '@interlock/ui/base';
import { ChevronRight, Database, FileCode, FlaskConical, Layers, type LucideIcon, Package, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import type { ChangeDetail, WhatChangesRow } from './types.ts';

const LOOK: Record<WhatChangesRow['part'], { title: string; href: string; icon: LucideIcon }> = {
	data: { title: 'Data', href: '#data', icon: Database },
	code: { title: 'Code', href: '#code', icon: FileCode },
	environment: { title: 'Environment', href: '#environment', icon: Package },
	parameters: { title: 'Parameters', href: '#parameters', icon: SlidersHorizontal },
	signature: { title: 'Signature', href: '#signature', icon: Layers },
	behaviour: { title: 'Behaviour', href: '#slices', icon: FlaskConical },
};

/** One line per kind of diff, each leading to its table. */
export function WhatChanges({ place, change }: { place: { org: string; project: string }; change: ChangeDetail }) {
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
				<Row key={row.part} row={row} />
			))}
		</Card>
	);
}

function Row({ row }: { row: WhatChangesRow }) {
	const { title, href, icon: Icon } = LOOK[row.part];
	return (
		<a
			href={href}
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
