'use client';
import { Card } from '@interlock/ui/base';
import { shortDigest } from '@interlock/ui/data';
import { DiffTable } from '@interlock/ui/review';
import type { Comparison } from './types.ts';

/** Code, environment, parameters and signature; only what differs is listed. */
export function CodeSection({ comparison }: { comparison: Comparison }) {
	const { code, environment, parameters, signature } = comparison;
	return (
		<section id="code" aria-label="Code and environment" className="grid gap-4 xl:grid-cols-2">
			<Card title="Code" meta={digests(code)}>
				<DiffTable label="Files of champion and candidate" keyTitle="File" noun="files" rows={code.rows.map(shortened)} unchanged={code.unchanged} />
			</Card>
			<Card id="environment" title="Environment" meta={digests(environment)}>
				<DiffTable label="Packages of champion and candidate" keyTitle="Package" noun="packages" rows={environment.rows} unchanged={environment.unchanged} />
			</Card>
			<Card id="parameters" title="Parameters">
				<DiffTable label="Parameters of champion and candidate" keyTitle="Parameter" noun="parameters" rows={parameters.rows} unchanged={parameters.unchanged} />
			</Card>
			<Card id="signature" title="Signature">
				<DiffTable label="Signatures of champion and candidate" keyTitle="Column" noun="columns" rows={signature.rows} unchanged={signature.unchanged} />
			</Card>
		</section>
	);
}

function digests({ before, after }: { before: string | null; after: string | null }): string | undefined {
	if (after === null) return undefined;
	return before === null || before === after ? `sha256:${shortDigest(after)}` : `${shortDigest(before)} to ${shortDigest(after)}`;
}

/** A file's value is its digest. */
function shortened({ key, before, after }: Comparison['code']['rows'][number]) {
	return { key, before: before && shortDigest(before), after: after && shortDigest(after) };
}
