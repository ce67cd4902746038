'use client';
import { Card, StateIcon } from '@interlock/ui/base';
import { Digest, KeyValue, shortDigest } from '@interlock/ui/data';
import { DiffTable } from '@interlock/ui/review';
import type { Comparison } from './types.ts';

/** Code, environment, parameters and signature; only what differs is listed. */
export function CodeSection({ comparison }: { comparison: Comparison }) {
	const { code, environment, parameters, signature } = comparison;
	const first = comparison.baseline === 'naive';
	return (
		<section id="code" aria-label="Code and environment" className="grid items-start gap-4 xl:grid-cols-2">
			<Card title="Code" meta={sameOrNot(code)}>
				<KeyValue
					className="px-3 py-2.5"
					entries={[
						{ key: 'Champion', value: code.before && <Digest value={code.before} prefix /> },
						{ key: 'Candidate', value: code.after ? <Digest value={code.after} prefix /> : 'no code digest is known' },
					]}
				/>
			</Card>
			<Card id="environment" title="Environment" meta={digests(environment)}>
				<DiffTable
					label="Packages of both versions"
					keyTitle="Package"
					noun="packages"
					rows={environment.rows}
					unchanged={environment.unchanged}
					first={first}
				/>
			</Card>
			<Card id="parameters" title="Parameters">
				<DiffTable
					label="Parameters of both versions"
					keyTitle="Parameter"
					noun="parameters"
					rows={parameters.rows}
					unchanged={parameters.unchanged}
					first={first}
				/>
			</Card>
			<Card id="signature" title="Signature" aside={<StateIcon state={signature.compatible ? 'passed' : 'failed'} />}>
				<p className="px-3 py-2 text-meta text-ink-2">{signature.sentence}</p>
				{signature.rows.length > 0 && <DiffTable label="Signatures of both versions" keyTitle="Column" noun="columns" rows={signature.rows} unchanged={0} />}
			</Card>
		</section>
	);
}

function sameOrNot({ before, after }: { before: string | null; after: string | null }): string | undefined {
	if (before === null || after === null) return undefined;
	return before === after ? 'the same' : 'differs';
}

function digests({ before, after }: { before: string | null; after: string | null }): string | undefined {
	if (after === null) return undefined;
	return before === null || before === after ? `sha256:${shortDigest(after)}` : `${shortDigest(before)} to ${shortDigest(after)}`;
}
