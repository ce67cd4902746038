import type { Anchor } from './anchor.ts';

/** The tab that shows it. */
export function tabOfAnchor(anchor: Anchor): 'overview' | 'metrics' | 'data' | 'code' | 'behaviour' {
	const tabs = { metric: 'metrics', column: 'data', line: 'code', slice: 'behaviour', row: 'behaviour', case: 'behaviour', gate: 'overview' } as const;
	return tabs[anchor.kind];
}

/** What it is about, in a few words: "slice carrier UA", "train.py, line 44". */
export function nameAnchor(anchor: Anchor): string {
	switch (anchor.kind) {
		case 'metric':
			return `metric ${anchor.metric}`;
		case 'slice':
			return `slice ${anchor.column} ${anchor.value}`;
		case 'column':
			return `column ${anchor.column}`;
		case 'row':
			return `row ${anchor.key}`;
		case 'line':
			return `${anchor.path}, line ${anchor.line}`;
		case 'gate':
			return `gate ${anchor.gate}`;
		case 'case':
			return `case ${anchor.case} of ${anchor.suite}`;
	}
}

/** Whether two anchors are about the same thing; a line is the same by file and text. */
export function sameAnchor(a: Anchor, b: Anchor): boolean {
	const plain = (anchor: Anchor) => JSON.stringify(Object.entries(anchor).sort(([x], [y]) => (x < y ? -1 : 1)));
	return plain(a) === plain(b);
}
