import type { FactName, MetricFact } from './change-facts.ts';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** What has a value: a fact, a metric, or one written out. */
export type Term =
	| { kind: 'fact'; name: FactName }
	| { kind: 'metric'; name: MetricFact; metric: string }
	| { kind: 'number'; value: number }
	| { kind: 'text'; value: string }
	| { kind: 'flag'; value: boolean };

/** A condition that was read and checked. */
export type Predicate =
	| { kind: 'any'; parts: readonly Predicate[] }
	| { kind: 'all'; parts: readonly Predicate[] }
	| { kind: 'not'; part: Predicate }
	| { kind: 'holds'; term: Term }
	| { kind: 'compare'; left: Term; by: Comparison; right: Term }
	| { kind: 'one-of'; term: Term; values: readonly (string | number)[] }
	| { kind: 'within'; term: Term; list: FactName }
	| { kind: 'matches'; term: Term; pattern: string };
