// Rules
// 1. A thread stays with what it is about while a later revision still shows it: the same metric, slice, column, row, gate or case by name.
// 2. A line of code moves with its text: it stays where the same text stands nearest to where it stood.
// 3. What a later revision doesn't show any more leaves its threads outdated. They stay readable, and open ones still hold the change.
// 4. Until a revision is evaluated, only lines and gates can be looked for; everything else stays as it is.

import type { Anchor } from './anchor.ts';
import { nameAnchor } from './name-anchor.ts';

/** What a revision shows. `compared`: null until it is evaluated. */
export interface AnchorGround {
	compared: {
		metrics: readonly string[];
		slices: readonly { column: string; value: string }[];
		columns: readonly string[];
		/** Keys of the rows shown, and of those sampled of the training data. */
		rows: readonly string[];
		cases: readonly { suite: string; case: string }[];
	} | null;
	gates: readonly string[];
	/** The candidate's files that are asked about, by path, in lines; null where its code isn't known. */
	code: Readonly<Record<string, readonly string[]>> | null;
}

export interface AnchorStanding {
	state: 'current' | 'outdated';
	/** Where a line stands now. */
	line: number | null;
	/** Why it is outdated. */
	why: string | null;
}

const CURRENT: AnchorStanding = { state: 'current', line: null, why: null };

/** Where an anchor stands in a revision. */
export function resolveAnchor(anchor: Anchor, ground: AnchorGround): AnchorStanding {
	if (anchor.kind === 'line') return resolveLine(anchor, ground);
	if (anchor.kind === 'gate') return ground.gates.length === 0 || ground.gates.includes(anchor.gate) ? CURRENT : gone(anchor);
	if (!ground.compared) return CURRENT;
	return isShown(anchor, ground.compared) ? CURRENT : gone(anchor);
}

type Shown = Exclude<Anchor, { kind: 'line' } | { kind: 'gate' }>;

function isShown(anchor: Shown, compared: NonNullable<AnchorGround['compared']>): boolean {
	switch (anchor.kind) {
		case 'metric':
			return compared.metrics.includes(anchor.metric);
		case 'slice':
			return compared.slices.some((slice) => slice.column === anchor.column && slice.value === anchor.value);
		case 'column':
			return compared.columns.includes(anchor.column);
		case 'row':
			return compared.rows.includes(anchor.key);
		case 'case':
			return compared.cases.some((one) => one.suite === anchor.suite && one.case === anchor.case);
	}
}

function resolveLine(anchor: Extract<Anchor, { kind: 'line' }>, { code }: AnchorGround): AnchorStanding {
	if (!code) return { ...CURRENT, line: anchor.line };
	const found = (code[anchor.path] ?? []).flatMap((text, at) => (text === anchor.text ? [at + 1] : []));
	const [first] = found;
	if (first === undefined) return gone(anchor);
	const line = found.reduce((nearest, one) => (Math.abs(one - anchor.line) < Math.abs(nearest - anchor.line) ? one : nearest), first);
	return { ...CURRENT, line };
}

function gone(anchor: Anchor): AnchorStanding {
	return { state: 'outdated', line: null, why: `The newest revision doesn't show ${nameAnchor(anchor)} any more.` };
}
