'use client';
import { Badge, Card, type Tone } from '@interlock/ui/base';
import { formatStamp } from '@interlock/ui/data';
import Link from 'next/link';
import type { EndpointRevision } from './types.ts';

const LOOK: Record<EndpointRevision['role'], { word: string; tone: Tone }> = {
	candidate: { word: 'candidate', tone: 'info' },
	champion: { word: 'champion', tone: 'neutral' },
	previous: { word: 'previous', tone: 'neutral' },
	replaced: { word: 'replaced', tone: 'neutral' },
	'rolled-back': { word: 'rolled back', tone: 'bad' },
};

/** What ran here, newest first, each with the change that brought it and who approved it. */
export function EndpointRevisions({ place, revisions }: { place: { org: string; project: string }; revisions: readonly EndpointRevision[] }) {
	return (
		<Card title="Revisions">
			{revisions.length === 0 && <p className="px-3 py-2.5 text-meta text-ink-3">Nothing ran here yet.</p>}
			<ol>
				{revisions.map((revision) => (
					<li key={revision.key} className="border-b border-line px-3 py-2 last:border-b-0">
						<p className="flex items-center gap-2">
							<b className="font-semibold">v{revision.version}</b>
							<Badge tone={LOOK[revision.role].tone}>{LOOK[revision.role].word}</Badge>
							{revision.weight !== null && <span className="ml-auto font-semibold tabular-nums">{revision.weight}%</span>}
						</p>
						<p className="flex flex-wrap items-center gap-x-1.5 text-meta text-ink-2">
							{revision.change !== null && (
								<Link href={`/${place.org}/${place.project}/changes/${revision.change}`} className="link">
									#{revision.change}
								</Link>
							)}
							{revision.by.length > 0 && <span>by {revision.by.join(', ')}</span>}
							<span className="text-ink-3 tabular-nums">{formatStamp(revision.atMs)}</span>
						</p>
						{revision.reason && <p className="text-meta text-ink">Reason: {revision.reason}</p>}
					</li>
				))}
			</ol>
		</Card>
	);
}
