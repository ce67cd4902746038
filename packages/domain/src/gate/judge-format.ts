/*
 * Rules. A version is made of the flavors its MLmodel names. `python_function` is MLflow's wrapper around another flavor
 * and counts for nothing beside one; alone it is a format like any other.
 * One allowed flavor is needed, since serving loads only that one.
 * Files that run code when they are opened, by their bytes or by their name, fail the gate wherever they lie, also beside an allowed
 * flavor. A file may not hide what it is by being called something else.
 */
import { type GateResult, gateResult } from './gate-result.ts';
import type { CodeFile } from './sniff-file.ts';

/** `flavors`: names under `flavors` in MLmodel. `paths`: every file of the version. `code`: those that would run code when opened. */
export interface ModelFiles {
	flavors: readonly string[];
	paths: readonly string[];
	code: readonly CodeFile[];
}

/** Is the version made of a format that the policy allows, and of nothing that runs code when opened? */
export function judgeFormat(files: ModelFiles | null, allowed: readonly string[]): GateResult {
	const gate = 'format-allowed';
	if (files === null) return gateResult(gate, 'inconclusive', "The candidate's files have not been read yet.");
	const flavors = files.flavors.length > 1 ? files.flavors.filter((flavor) => flavor !== 'python_function') : files.flavors;
	const { code } = files;
	const evidence = { flavors: [...flavors], allowed: [...allowed], files: files.paths.length, code: code.map(({ path, because }) => `${path}: ${because}`) };
	const list = allowed.join(', ');
	if (code.length > 0) {
		const named = code.slice(0, 3).map(({ path, because }) => `${path} (${because})`);
		const sentence = `${named.join(', ')}${code.length > 3 ? ` and ${code.length - 3} more` : ''} would run code when opened; allowed: ${list}.`;
		return gateResult(gate, 'failed', sentence, evidence);
	}
	const served = flavors.filter((flavor) => allowed.includes(flavor));
	if (served.length === 0) {
		const found = flavors.length === 0 ? 'no format that MLmodel names' : flavors.join(', ');
		return gateResult(gate, 'failed', `The candidate is made of ${found}; allowed: ${list}.`, evidence);
	}
	return gateResult(
		gate,
		'passed',
		`The candidate is made of ${served.join(', ')}, which the policy allows; none of its ${files.paths.length} files runs code when opened.`,
		evidence,
	);
}
