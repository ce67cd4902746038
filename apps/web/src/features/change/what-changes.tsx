'use client';
import { Card } from '@interlock/ui/base';
import { shortDigest } from '@interlock/ui/data';
import { ChevronRight, Database, FileCode, FlaskConical, Layers, Package, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { summaryOf } from './diff-summary.ts';
import type { ChangeDetail } from './types.ts';

/** One line per kind of diff, each leading to its table. */
export function WhatChanges({ place, change }: { place: { org: string; project: string }; change: ChangeDetail }) {
	const { comparison, head } = change;
	if (!comparison) return null;
	const { data, code, environment, parameters, signature, slices } = comparison;
	const run = head.run;
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
			<Row href="#data" icon={<Database size={16} strokeWidth={1.75} aria-hidden />} title="Data" range={dataRange(data.datasets)} text={summaryOf.data(data)} />
			<Row href="#code" icon={<FileCode size={16} strokeWidth={1.75} aria-hidden />} title="Code" range={digestRange(code)} text={summaryOf.keyed(code, 'file')} />
			<Row href="#environment" icon={<Package size={16} strokeWidth={1.75} aria-hidden />} title="Environment" range={digestRange(environment)} text={summaryOf.keyed(environment, 'package')} />
			<Row href="#parameters" icon={<SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />} title="Parameters" range={`${parameters.rows.length} of ${parameters.rows.length + parameters.unchanged} changed`} text={summaryOf.keyed(parameters, 'parameter')} />
			<Row href="#signature" icon={<Layers size={16} strokeWidth={1.75} aria-hidden />} title="Signature" range={`${signature.unchanged + signature.rows.length} columns`} text={summaryOf.keyed(signature, 'column')} />
			<Row href="#slices" icon={<FlaskConical size={16} strokeWidth={1.75} aria-hidden />} title="Slices" range={`${slices.length} slices`} text={summaryOf.slices(slices)} />
		</Card>
	);
}

function Row({ href, icon, title, range, text }: { href: string; icon: ReactNode; title: string; range: string; text: string }) {
	return (
		<a
			href={href}
			className="grid min-h-9 grid-cols-[16px_92px_minmax(0,1fr)_14px] items-center gap-2.5 border-b border-line px-3 py-1 text-meta -outline-offset-2 last:rounded-b-card last:border-b-0 hover:bg-surface-2 md:grid-cols-[16px_92px_152px_minmax(0,1fr)_14px]"
		>
			<span className="text-ink-3">{icon}</span>
			<span className="text-body font-strong">{title}</span>
			<span className="hidden truncate text-ink-3 md:block">{range}</span>
			<span className="min-w-0 text-ink-2">{text}</span>
			<ChevronRight size={14} aria-hidden className="text-ink-3" />
		</a>
	);
}

function dataRange(datasets: readonly { before: string | null; after: string | null }[]): string {
	const train = datasets[0];
	if (!train) return 'none recorded';
	return train.before === train.after ? (train.after ?? '—') : `${train.before ?? 'none'} to ${train.after ?? 'none'}`;
}

function digestRange({ before, after }: { before: string | null; after: string | null }): string {
	if (!after) return 'not recorded';
	return before === null || before === after ? shortDigest(after) : `${before.slice(0, 6)} to ${after.slice(0, 6)}`;
}
