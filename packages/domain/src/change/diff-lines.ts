/** One line of a unified diff; numbers count from 1, null on the side that doesn't have it. */
export interface DiffLine {
	kind: 'same' | 'removed' | 'added';
	before: number | null;
	after: number | null;
	text: string;
}

/** Lines that stand together. `skipped`: unchanged lines left out before them. */
export interface DiffHunk {
	skipped: number;
	lines: DiffLine[];
}

/** A text's lines against another's. `skippedAfter`: unchanged lines left out at the end. */
export interface TextDiff {
	added: number;
	removed: number;
	hunks: DiffHunk[];
	skippedAfter: number;
}

const CONTEXT = 3;
/** Beyond so many differing lines the shortest way isn't looked for: the middle is shown as replaced. */
const MAX_EDITS = 1_500;

/** The shortest unified diff of two texts, with three unchanged lines around each change (Myers). */
export function diffLines(before: string, after: string): TextDiff {
	const lines = align(linesOf(before), linesOf(after));
	const added = lines.filter(({ kind }) => kind === 'added').length;
	return { added, removed: lines.filter(({ kind }) => kind === 'removed').length, ...hunksOf(lines) };
}

function linesOf(text: string): string[] {
	if (text === '') return [];
	return text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
}

function align(a: readonly string[], b: readonly string[]): DiffLine[] {
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
	let end = 0;
	while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
	const kinds = editsOf(a.slice(start, a.length - end), b.slice(start, b.length - end));
	const all: DiffLine['kind'][] = [...new Array<'same'>(start).fill('same'), ...kinds, ...new Array<'same'>(end).fill('same')];
	let [x, y] = [0, 0];
	return all.map((kind) => {
		const text = (kind === 'added' ? b[y] : a[x]) ?? '';
		const before = kind === 'added' ? null : (x += 1);
		const after = kind === 'removed' ? null : (y += 1);
		return { kind, before, after, text };
	});
}

/** Myers' greedy algorithm: the furthest reach per diagonal and number of edits, then the way back. */
function editsOf(a: readonly string[], b: readonly string[]): DiffLine['kind'][] {
	const trace: Map<number, number>[] = [];
	let reach = new Map<number, number>([[1, 0]]);
	const most = Math.min(MAX_EDITS, a.length + b.length);
	for (let edits = 0; edits <= most; edits += 1) {
		trace.push(reach);
		const next = new Map(reach);
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			let x = goesDown(reach, diagonal, edits) ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1;
			while (x < a.length && x - diagonal < b.length && x - diagonal >= 0 && a[x] === b[x - diagonal]) x += 1;
			next.set(diagonal, x);
			if (x >= a.length && x - diagonal >= b.length) return walkBack(trace, a.length, b.length);
		}
		reach = next;
	}
	return [...a.map(() => 'removed' as const), ...b.map(() => 'added' as const)];
}

function goesDown(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
	return diagonal === -edits || (diagonal !== edits && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0));
}

function walkBack(trace: readonly ReadonlyMap<number, number>[], endX: number, endY: number): DiffLine['kind'][] {
	const kinds: DiffLine['kind'][] = [];
	let [x, y] = [endX, endY];
	for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
		const reach = trace[edits] ?? new Map<number, number>();
		const diagonal = x - y;
		const from = goesDown(reach, diagonal, edits) ? diagonal + 1 : diagonal - 1;
		const fromX = edits === 0 ? 0 : (reach.get(from) ?? 0);
		const fromY = edits === 0 ? 0 : fromX - from;
		while (x > fromX && y > fromY) {
			kinds.push('same');
			x -= 1;
			y -= 1;
		}
		if (edits > 0) kinds.push(x === fromX ? 'added' : 'removed');
		[x, y] = [fromX, fromY];
	}
	return kinds.reverse();
}

/** Changed lines with their surroundings; what lies farther off is counted. */
function hunksOf(lines: readonly DiffLine[]): { hunks: DiffHunk[]; skippedAfter: number } {
	const near = new Uint8Array(lines.length);
	lines.forEach(({ kind }, at) => {
		if (kind !== 'same') near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
	});
	const hunks: DiffHunk[] = [];
	let skipped = 0;
	lines.forEach((line, at) => {
		if (!near[at]) {
			skipped += 1;
			return;
		}
		const last = hunks.at(-1);
		if (last && skipped === 0) last.lines.push(line);
		else hunks.push({ skipped, lines: [line] });
		skipped = 0;
	});
	return { hunks, skippedAfter: skipped };
}
