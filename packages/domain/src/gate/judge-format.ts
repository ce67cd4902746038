/*
 * Rules. A version is made of the flavors its MLmodel names. `python_function` is MLflow's wrapper around another flavor
 * and counts for nothing beside one; alone it is a format like any other.
 * One allowed flavor is needed, since serving loads only that one.
 * Files that run code when they are opened fail the gate wherever they lie, also beside an allowed flavor.
 */
import { type GateResult, gateResult } from './gate-result.ts';

/** Pickle in its usual names: opening one runs whatever its author wanted. */
export const CODE_EXTENSIONS = ['.pkl', '.pickle', '.joblib', '.cloudpickle', '.dill', '.pt', '.pth'] as const;

/** `flavors`: names under `flavors` in MLmodel. `paths`: every file of the version. */
export interface ModelFiles {
	flavors: readonly string[];
	paths: readonly string[];
}

/** Is the version made of a format that the policy allows, and of nothing that runs code when opened? */
export function judgeFormat(files: ModelFiles | null, allowed: readonly string[]): GateResult {
	const gate = 'format-allowed';
	if (files === null) return gateResult(gate, 'inconclusive', "The candidate's files have not been read yet.");
	const flavors = files.flavors.length > 1 ? files.flavors.filter((flavor) => flavor !== 'python_function') : files.flavors;
	const code = files.paths.filter((path) => CODE_EXTENSIONS.some((extension) => path.toLowerCase().endsWith(extension)));
	const evidence = { flavors: [...flavors], allowed: [...allowed], code };
	const list = allowed.join(', ');
	if (code.length > 0) {
		const sentence = `${code.slice(0, 3).join(', ')} would run code when opened; allowed: ${list}.`;
		return gateResult(gate, 'failed', sentence, evidence);
	}
	const served = flavors.filter((flavor) => allowed.includes(flavor));
	if (served.length === 0) {
		const found = flavors.length === 0 ? 'no format that MLmodel names' : flavors.join(', ');
		return gateResult(gate, 'failed', `The candidate is made of ${found}; allowed: ${list}.`, evidence);
	}
	return gateResult(gate, 'passed', `The candidate is made of ${served.join(', ')}, which the policy allows.`, evidence);
}
