'use client';
import { Card } from '@interlock/ui/base';
import { Digest, formatStamp, KeyValue } from '@interlock/ui/data';
import Link from 'next/link';
import type { ChangeDetail } from './types.ts';

export interface RecordCardProps {
	place: { org: string; project: string };
	change: ChangeDetail;
}

/** What was decided on, by its digests, and every revision there was. */
export function RecordCard({ place, change }: RecordCardProps) {
	const { revision, record } = change;
	return (
		<Card
			title="Record"
			aside={
				<Link href={`/${place.org}/audit?q=${encodeURIComponent(`#${change.number}`)}`} className="link">
					Audit log
				</Link>
			}
		>
			<KeyValue
				className="px-3 py-2.5"
				entries={[
					{ key: 'Policy', value: `${change.environment}, version ${revision.policyVersion}` },
					{ key: 'Candidate', value: <Digest value={revision.digest} prefix /> },
					{ key: 'Comparison', value: record.comparisonDigest && <Digest value={record.comparisonDigest} prefix /> },
					{
						key: 'Predictions',
						value: record.predictions && (
							<>
								<Digest value={record.predictions.sha256} prefix /> of {record.predictions.rows.toLocaleString('en-GB')} rows
							</>
						),
					},
				]}
			/>
			<ol aria-label="Revisions" className="border-t border-line">
				{record.revisions.map((one) => (
					<li key={one.number} className="flex flex-wrap items-center gap-x-2 border-b border-line px-3 py-1.5 text-meta last:border-b-0">
						<b className="font-strong">Revision {one.number}</b>
						<span>v{one.version}</span>
						<Digest value={one.digest} />
						<span className="ml-auto text-ink-3 tabular-nums">
							{one.createdBy}, {formatStamp(one.createdAtMs)}
						</span>
					</li>
				))}
			</ol>
		</Card>
	);
}
