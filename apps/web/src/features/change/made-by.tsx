'use client';
import { Card, StateIcon } from '@interlock/ui/base';
import { shortDigest } from '@interlock/ui/data';
import { DiffTable } from '@interlock/ui/review';
import type { Comparison } from './types.ts';

/** Environment, parameters and signature; only what differs is listed. */
export function MadeBy({ comparison }: { comparison: Comparison }) {
	const { environment, parameters, signature } = comparison;
	const first = comparison.baseline === 'naive';
	return (
		<>
			<Card title="Environment" meta={digests(environment)}>
				<DiffTable
					label="Packages of both versions"
					keyTitle="Package"
					noun="packages"
					rows={environment.rows}
					unchanged={environment.unchanged}
					first={first}
				/>
			</Card>
			<Card title="Parameters">
				<DiffTable
					label="Parameters of both versions"
					keyTitle="Parameter"
					noun="parameters"
					rows={parameters.rows}
					unchanged={parameters.unchanged}
					first={first}
				/>
			</Card>
			<Card title="Signature" aside={<StateIcon state={signature.compatible ? 'passed' : 'failed'} />}>
				<p className="px-3 py-2 text-meta text-ink-2">{signature.sentence}</p>
				{signature.rows.length > 0 && <DiffTable label="Signatures of both versions" keyTitle="Column" noun="columns" rows={signature.rows} unchanged={0} />}
			</Card>
		</>
	);
}

function digests({ before, after }: { before: string | null; after: string | null }): string | undefined {
	if (after === null) return undefined;
	return before === null || before === after ? `sha256:${shortDigest(after)}` : `${shortDigest(before)} to ${shortDigest(after)}`;
}
