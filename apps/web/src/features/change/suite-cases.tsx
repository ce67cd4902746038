'use client';
import { Card, StateIcon } from '@interlock/ui/base';
import type { SuiteCases as Cases } from './types.ts';

const KINDS = { minimum: 'Minimum functionality', invariance: 'Invariance', directional: 'Directional' } as const;

/** The behaviour suite on both versions: how many cases of each kind pass, and those that fail with their first row. */
export function SuiteCases({ suite }: { suite: Cases }) {
	const passing = suite.cases.filter((one) => one.head === 'passed').length;
	const failing = suite.cases.filter((one) => one.head === 'failed').sort((a, b) => Number(b.base === 'passed') - Number(a.base === 'passed'));
	return (
		<Card title={`Behaviour suite ${suite.suite}`} meta={`v${suite.version}, ${passing} of ${suite.cases.length} cases pass`}>
			<ul className="py-1">
				{(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => {
					const cases = suite.cases.filter((one) => one.kind === kind);
					if (cases.length === 0) return null;
					const good = cases.filter((one) => one.head === 'passed').length;
					return (
						<li key={kind} className="flex min-h-7 items-center gap-2 px-3 text-meta">
							<StateIcon state={good === cases.length ? 'passed' : 'failed'} size={14} />
							<span className="flex-1">{KINDS[kind]}</span>
							<span className="text-ink-2 tabular-nums">
								{good} of {cases.length}
							</span>
							<span className="min-w-24 text-right text-stamp text-ink-3">{newsOf(cases)}</span>
						</li>
					);
				})}
			</ul>
			{failing.length > 0 && (
				<ul className="border-t border-line" aria-label="Failing cases">
					{failing.map((one) => (
						<li key={one.case} className="border-b border-line px-3 py-2 last:border-b-0">
							<p className="flex items-baseline gap-2">
								<span className="font-strong">{one.case}</span>
								<span className="ml-auto text-stamp whitespace-nowrap text-bad">{one.base === 'passed' ? 'newly failing' : 'fails'}</span>
							</p>
							<p className="text-meta text-ink-2">{one.detail}</p>
						</li>
					))}
				</ul>
			)}
		</Card>
	);
}

function newsOf(cases: Cases['cases']): string {
	const newly = cases.filter((one) => one.base === 'passed' && one.head === 'failed').length;
	const repaired = cases.filter((one) => one.base === 'failed' && one.head === 'passed').length;
	if (newly > 0) return `${newly} newly failing`;
	return repaired > 0 ? `${repaired} newly passing` : 'no change';
}
