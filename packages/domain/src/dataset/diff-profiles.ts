import { groupToDeciles, psi } from '../drift/psi.ts';
import { formatFigure, formatShare } from '../statistics/index.ts';
import type { CategoryColumnProfile, ColumnKind, ColumnProfile, DatasetProfile } from './profile.ts';

/** How one column differs between two dataset versions. Shares are 0 .. 1; `mean` is null for categories and times. */
export interface ProfileChange {
	column: string;
	change: 'added' | 'removed' | 'kind-changed' | 'kept';
	kind: ColumnKind;
	base: ColumnFigures | null;
	head: ColumnFigures | null;
	/** Chance-corrected PSI of head against base; null where it can't be known from what was given. */
	psi: number | null;
	/** Categories that only head, only base has by name; at most 20 each. */
	newValues: string[];
	goneValues: string[];
	sentence: string;
}

export interface ColumnFigures {
	rows: number;
	missingShare: number;
	mean: number | null;
	std: number | null;
	min: number | null;
	max: number | null;
	distinct: number | null;
}

const VALUES_SHOWN = 20;

/**
 * Compares two versions column by column: columns added, removed or of another kind first, then by shift, largest first.
 * `headOnBase`: per numeric column, head's rows counted in base's drift bins (`countInDriftBins`); without it a numeric
 * column has no PSI, since bins of two versions don't line up. Categories are compared by name.
 */
export function diffProfiles(base: DatasetProfile, head: DatasetProfile, headOnBase: Readonly<Record<string, readonly number[]>> = {}): ProfileChange[] {
	const headByName = new Map(head.columns.map((column) => [column.name, column]));
	const baseNames = new Set(base.columns.map((column) => column.name));
	const changes = base.columns.map((column) => compare(column, headByName.get(column.name), headOnBase[column.name]));
	const added = head.columns.filter((column) => !baseNames.has(column.name)).map(addedColumn);
	return [...changes, ...added].sort((a, b) => rank(a) - rank(b) || (b.psi ?? -1) - (a.psi ?? -1));
}

function compare(base: ColumnProfile, head: ColumnProfile | undefined, onBase?: readonly number[]): ProfileChange {
	const figures = { column: base.name, base: figuresOf(base), head: head === undefined ? null : figuresOf(head) };
	const none = { psi: null, newValues: [], goneValues: [] };
	if (head === undefined) {
		return { ...figures, ...none, change: 'removed', kind: base.kind, sentence: `"${base.name}" was removed` };
	}
	if (base.kind !== head.kind) {
		const sentence = `"${base.name}" was ${base.kind} and is ${head.kind}`;
		return { ...figures, ...none, change: 'kind-changed', kind: head.kind, sentence };
	}
	const isCategory = isCategories(base) && isCategories(head);
	const moved = {
		psi: isCategory ? categoryPsi(base, head) : numericPsi(base, onBase),
		newValues: isCategory ? onlyIn(head, base) : [],
		goneValues: isCategory ? onlyIn(base, head) : [],
	};
	return {
		...figures,
		...moved,
		change: 'kept',
		kind: head.kind,
		sentence: keptSentence(figures.base, figuresOf(head), base.name, moved),
	};
}

function addedColumn(head: ColumnProfile): ProfileChange {
	return {
		column: head.name,
		change: 'added',
		kind: head.kind,
		base: null,
		head: figuresOf(head),
		psi: null,
		newValues: [],
		goneValues: [],
		sentence: `"${head.name}" was added`,
	};
}

function figuresOf(column: ColumnProfile): ColumnFigures {
	const isNumeric = column.kind === 'numeric';
	const hasRange = isNumeric || column.kind === 'timestamp';
	return {
		rows: column.count,
		missingShare: column.count === 0 ? 0 : column.missing / column.count,
		mean: isNumeric ? column.mean : null,
		std: isNumeric ? column.std : null,
		min: hasRange ? column.min : null,
		max: hasRange ? column.max : null,
		distinct: column.distinct,
	};
}

function numericPsi(base: ColumnProfile, onBase?: readonly number[]): number | null {
	if (base.kind !== 'numeric' || onBase?.length !== base.driftBins.counts.length) return null;
	const grouped = groupToDeciles(base.driftBins.counts, onBase);
	return psi(grouped.reference, grouped.current).corrected;
}

function categoryPsi(base: CategoryColumnProfile, head: CategoryColumnProfile): number | null {
	const headCounts = new Map(head.top.map(({ value, count }) => [value, count]));
	if (head.otherCount > 0 && base.top.some(({ value }) => !headCounts.has(value))) return null;
	const named = base.top.map(({ value }) => headCounts.get(value) ?? 0);
	const rest = head.count - head.missing - named.reduce((total, count) => total + count, 0);
	return psi([...base.top.map(({ count }) => count), base.otherCount], [...named, rest]).corrected;
}

function onlyIn(one: CategoryColumnProfile, other: CategoryColumnProfile): string[] {
	if (other.otherCount > 0) return [];
	const known = new Set(other.top.map(({ value }) => value));
	return one.top
		.filter(({ value }) => !known.has(value))
		.slice(0, VALUES_SHOWN)
		.map(({ value }) => value);
}

function keptSentence(base: ColumnFigures, head: ColumnFigures, name: string, moved: Pick<ProfileChange, 'newValues' | 'goneValues'>): string {
	const parts: string[] = [];
	if (base.mean !== null && head.mean !== null && base.mean !== head.mean) {
		parts.push(`mean ${formatFigure(base.mean)} to ${formatFigure(head.mean)}`);
	}
	if (base.missingShare !== head.missingShare) {
		parts.push(`missing ${formatShare(base.missingShare)} to ${formatShare(head.missingShare)}`);
	}
	if (moved.newValues.length > 0) parts.push(`new ${moved.newValues.join(', ')}`);
	if (moved.goneValues.length > 0) parts.push(`gone ${moved.goneValues.join(', ')}`);
	return parts.length === 0 ? `"${name}" kept its figures` : `"${name}": ${parts.join('; ')}`;
}

function isCategories(column: ColumnProfile): column is CategoryColumnProfile {
	return column.kind === 'text' || column.kind === 'boolean';
}

function rank(change: ProfileChange): number {
	return change.change === 'kept' ? 1 : 0;
}
