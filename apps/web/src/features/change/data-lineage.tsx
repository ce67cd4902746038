'use client';
import { Card } from '@interlock/ui/base';
import { ArrowDown } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ChangeDetail, DataDiff } from './types.ts';

export interface DataLineageProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	diff: DataDiff;
}

/** From the data to both versions, and to the data that both are judged on. */
export function DataLineage({ place, change, diff }: DataLineageProps) {
	const { base, head, holdout } = diff.lineage;
	const dataset = (name: string, version: number | null) => `/${place.org}/${place.project}/datasets/${name}${version === null ? '' : `?version=${version}`}`;
	const sourcesOf = (side: DataDiff['lineage']['head']) =>
		side.map((data) => (
			<Node
				key={`${data.name}/${data.digest}`}
				href={dataset(data.name, data.version)}
				title={`${data.name}${data.version === null ? '' : ` v${data.version}`}`}
			>
				{data.rows === null ? 'rows unknown' : `${data.rows.toLocaleString('en-GB')} rows`}
			</Node>
		));
	return (
		<Card title="Lineage">
			<div className="grid gap-2 px-3 py-3">
				<div className={change.base ? 'grid grid-cols-2 items-end gap-3' : 'grid gap-3'}>
					{change.base && (
						<Column label={`Champion v${change.base.version} learned from`}>
							{sourcesOf(base)}
							<Version role="champion">Champion v{change.base.version}</Version>
						</Column>
					)}
					<Column label={`Candidate v${change.head.version} learned from`}>
						{sourcesOf(head)}
						<Version role="candidate">Candidate v{change.head.version}</Version>
					</Column>
				</div>
				<ArrowDown size={14} role="img" aria-label="both judged on" className="justify-self-center text-ink-3" />
				<Node href={dataset(holdout.name, holdout.version)} title={`${holdout.name} v${holdout.version}`}>
					held out, {holdout.rows.toLocaleString('en-GB')} rows{holdout.period && `, ${holdout.period}`}
				</Node>
			</div>
		</Card>
	);
}

function Column({ label, children }: { label: string; children: ReactNode }) {
	return (
		<div role="group" aria-label={label} className="grid min-w-0 content-end gap-2">
			{children}
		</div>
	);
}

function Node({ href, title, children }: { href: string; title: string; children: ReactNode }) {
	return (
		<Link href={href} className="block min-w-0 rounded-control border border-line-2 px-2.5 py-1.5 text-meta hover:bg-surface-2">
			<span className="block truncate font-strong">{title}</span>
			<span className="block text-stamp text-ink-3">{children}</span>
		</Link>
	);
}

function Version({ role, children }: { role: 'champion' | 'candidate'; children: ReactNode }) {
	return (
		<>
			<ArrowDown size={14} aria-hidden className="justify-self-center text-ink-3" />
			<span
				className={
					role === 'champion'
						? 'block rounded-control border border-dashed border-champion px-2.5 py-1.5 text-meta font-strong'
						: 'block rounded-control border border-candidate px-2.5 py-1.5 text-meta font-strong'
				}
			>
				{children}
			</span>
		</>
	);
}
