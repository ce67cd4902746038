'use client';
import { Badge, Card, type Tone } from '@interlock/ui/base';
import { formatStamp } from '@interlock/ui/data';
import Link from 'next/link';
import type { EndpointRevision } from './types.ts';

const TONE: Record<EndpointRevision['state'], Tone> = {
	champion: 'neutral',
	previous: 'neutral',
	replaced: 'neutral',
	shadow: 'info',
	canary: 'info',
	paused: 'warn',
	'rolled back': 'bad',
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
							<Badge tone={TONE[revision.state]}>{revision.state}</Badge>
							{revision.weight !== null && <span className="ml-auto font-semibold tabular-nums">{revision.weight}%</span>}
						</p>
						<p className="flex flex-wrap items-center gap-x-1.5 text-meta text-ink-2">
							{revision.change && (
								<>
									<Link href={`/${place.org}/${place.project}/changes/${revision.change.number}`} className="link">
										#{revision.change.number}
									</Link>
									<span>by {[revision.change.author, ...revision.change.approvers].join(', ')}</span>
								</>
							)}
							<span className="text-ink-3 tabular-nums">{formatStamp(revision.atMs)}</span>
						</p>
						{revision.reason && <p className="text-meta text-ink">Reason: {revision.reason}</p>}
					</li>
				))}
			</ol>
		</Card>
	);
}
