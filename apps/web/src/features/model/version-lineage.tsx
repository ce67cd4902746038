'use client';
import { Card } from '@interlock/ui/base';
import { Digest, KeyValue } from '@interlock/ui/data';
import Link from 'next/link';
import type { ModelVersionView } from './types.ts';

/** What a version came from: run, code, environment, data, parameters; and the digests that name it. */
export function VersionLineage({ base, version }: { base: string; version: ModelVersionView }) {
	const { lineage, run } = version;
	const parameters = Object.entries(lineage.parameters);
	const roles = [...new Set(lineage.datasets.map(roleOf))];
	return (
		<Card title="Lineage" meta={`v${version.version}`}>
			<KeyValue
				className="px-3 py-2.5"
				entries={[
					{
						key: 'Run',
						value: run && (
							<Link href={`${base}/runs/${run.id}`} className="link">
								{run.name}
							</Link>
						),
					},
					{ key: 'Template', value: lineage.template },
					{ key: 'Code', value: lineage.codeDigest && <Digest value={lineage.codeDigest} prefix /> },
					{ key: 'Environment', value: lineage.lockDigest && <Digest value={lineage.lockDigest} prefix /> },
					...roles.map((role) => ({
						key: `Data, ${role}`,
						value: (
							<ul>
								{lineage.datasets
									.filter((dataset) => roleOf(dataset) === role)
									.map((dataset) => (
										<li key={`${dataset.name}/${dataset.version ?? dataset.digest}`}>
											<UsedDataset base={base} dataset={dataset} />
										</li>
									))}
							</ul>
						),
					})),
					{ key: 'Flavours', value: version.flavors.join(', ') || 'none' },
					{ key: 'All files', value: <Digest value={version.filesDigest} prefix /> },
					{ key: 'Model data', value: <Digest value={version.dataDigest} prefix /> },
				]}
			/>
			{parameters.length > 0 && (
				<dl className="border-t border-line text-meta">
					{parameters.map(([key, value]) => (
						<div key={key} className="flex min-h-7 items-center justify-between gap-4 border-b border-line px-3 last:border-b-0">
							<dt className="mono text-ink-2">{key}</dt>
							<dd className="min-w-0 truncate font-strong" title={value}>
								{value}
							</dd>
						</div>
					))}
				</dl>
			)}
		</Card>
	);
}

type Dataset = ModelVersionView['lineage']['datasets'][number];

function roleOf({ role }: Dataset): string {
	return role || 'input';
}

function UsedDataset({ base, dataset: { name, version, digest } }: { base: string; dataset: Dataset }) {
	if (version === null) {
		return (
			<>
				{name} <Digest value={digest} />
			</>
		);
	}
	return (
		<Link href={`${base}/datasets/${encodeURIComponent(name)}?version=${version}`} className="link inline-block min-h-6 content-center">
			{name} v{version}
		</Link>
	);
}
