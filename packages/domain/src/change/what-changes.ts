import { formatCount, formatFigure } from '../statistics/index.ts';
import type { RevisionComparison, TrainingData } from './revision-comparison.ts';

/** One row of "What changes": a part of the candidate, from what to what, in one line. */
export interface ChangeRow {
	part: 'data' | 'code' | 'environment' | 'parameters' | 'signature' | 'behaviour';
	from: string | null;
	to: string;
	summary: string;
	/** How many things differ; 0 = the same. */
	count: number;
}

/** A comparison as far as the overview tells of it. */
type Compared = Omit<RevisionComparison, 'curves' | 'behaviour' | 'predictions'> & { behaviour?: { changed: number; rows: number } | null };

/** The rows of the overview's table, always all of them and in this order, so that "nothing changed" is said too. */
export function whatChanges(comparison: Compared): ChangeRow[] {
	return [dataRow(comparison), codeRow(comparison), environmentRow(comparison), parametersRow(comparison), signatureRow(comparison), behaviourRow(comparison)];
}

function dataRow({ data }: Compared): ChangeRow {
	const [from, to] = [nameData(data.base), nameData(data.head)];
	if (data.base.length === 0) return { part: 'data', from: null, to, summary: `${rowsOf(data.head)} rows, first version`, count: data.head.length };
	const shifted = data.profile.filter((change) => (change.psi ?? 0) >= 0.1);
	const parts = [
		data.schema.length > 0
			? data.schema
					.map((change) => change.sentence)
					.slice(0, 3)
					.join('; ')
			: 'same columns',
		shifted.length > 0
			? `${shifted.length} of ${data.profile.length} columns shifted, most ${shifted[0]?.column} (PSI ${formatFigure(shifted[0]?.psi ?? 0)})`
			: 'no column shifted',
	];
	if (from === to) return { part: 'data', from, to, summary: 'same training data', count: 0 };
	return {
		part: 'data',
		from,
		to,
		summary: `${rowsOf(data.base)} to ${rowsOf(data.head)} rows; ${parts.join('; ')}`,
		count: data.schema.length + shifted.length + 1,
	};
}

function codeRow({ code }: Compared): ChangeRow {
	const same = code.base !== null && code.base === code.head;
	const summary = code.head === null ? 'no code digest is known' : same ? 'same code' : code.base === null ? 'first version' : 'the code differs';
	return { part: 'code', from: short(code.base), to: short(code.head) ?? 'unknown', summary, count: same ? 0 : 1 };
}

function environmentRow({ environment }: Compared): ChangeRow {
	const { packages, total } = environment;
	const summary =
		packages.length === 0
			? environment.base === null
				? `${total} packages, first version`
				: 'same packages'
			: packages
					.slice(0, 3)
					.map(({ name, base, head }) => `${name} ${base ?? 'absent'} to ${head ?? 'absent'}`)
					.join(', ');
	const more = packages.length > 3 ? `, ${packages.length - 3} more` : '';
	return { part: 'environment', from: short(environment.base), to: short(environment.head) ?? 'unknown', summary: `${summary}${more}`, count: packages.length };
}

function parametersRow({ report, parameters: { changes, total } }: Compared): ChangeRow {
	if (report.baseline === 'naive') return { part: 'parameters', from: null, to: `${total} parameters`, summary: 'first version', count: 0 };
	const summary =
		changes.length === 0
			? 'same parameters'
			: changes
					.slice(0, 4)
					.map(({ name, base, head }) => `${name} ${base ?? 'unset'} to ${head ?? 'unset'}`)
					.join(', ');
	const more = changes.length > 4 ? `, ${changes.length - 4} more` : '';
	return { part: 'parameters', from: null, to: `${changes.length} of ${total} changed`, summary: `${summary}${more}`, count: changes.length };
}

function signatureRow({ signature }: Compared): ChangeRow {
	return {
		part: 'signature',
		from: null,
		to: signature.compatible ? 'compatible' : 'incompatible',
		summary: signature.sentence,
		count: signature.changes.length,
	};
}

function behaviourRow({ report, parity, parityNote, behaviour }: Compared): ChangeRow {
	const judged = report.slices.rows.filter((slice) => slice.interval !== null);
	const worse = judged.filter((slice) => slice.verdict === 'worse');
	const better = judged.filter((slice) => slice.verdict === 'better');
	const slices = `${worse.length} of ${judged.length} judged slices worse, ${better.length} better`;
	const named =
		worse.length > 0
			? ` (worse: ${worse
					.slice(0, 3)
					.map((slice) => `${slice.column} ${slice.value}`)
					.join(', ')})`
			: '';
	return {
		part: 'behaviour',
		from: null,
		to: `${report.slices.rows.length} slices`,
		summary:
			`${behaviour ? `${formatCount(behaviour.changed)} of ${formatCount(behaviour.rows)} answers differ; ` : ''}${slices}${named}. ${parity?.sentence ?? parityNote ?? ''}`.trim(),
		count: worse.length,
	};
}

function nameData(data: readonly TrainingData[]): string {
	if (data.length === 0) return 'none';
	const versionsOf = (name: string) => data.filter((d) => d.name === name).map((d) => (d.version === null ? d.digest.slice(0, 8) : `v${d.version}`));
	return [...new Set(data.map((d) => d.name))].map((name) => `${name} ${versionsOf(name).join(', ')}`).join('; ');
}

function rowsOf(data: readonly TrainingData[]): string {
	return data.every((d) => d.rows !== null) ? formatCount(data.reduce((sum, d) => sum + (d.rows ?? 0), 0)) : 'unknown';
}

function short(digest: string | null): string | null {
	return digest === null ? null : digest.slice(0, 12);
}
