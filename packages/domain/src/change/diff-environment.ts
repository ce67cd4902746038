/** One package whose version differs; null where a side doesn't have it. */
export interface PackageChange {
	name: string;
	base: string | null;
	head: string | null;
}

/**
 * Versions by package name of a requirements file (PEP 508 lines, hashes and continuations as pip writes them). Names are compared as
 * pip does: lower case, runs of `-_.` as one hyphen. Lines that name no package (options, urls, comments) are left out.
 */
export function readRequirements(text: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
		const match = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*((?:===|==|~=|!=|<=|>=|<|>)[^;#\s]+(?:\s*,\s*(?:===|==|~=|!=|<=|>=|<|>)[^;#\s]+)*)?/.exec(
			line,
		);
		if (!match?.[1] || /^\s*(-|#)/.test(line) || line.includes(' @ ')) continue;
		found[match[1].toLowerCase().replaceAll(/[-_.]+/g, '-')] = (match[2] ?? 'any').replace(/^={2,3}/, '');
	}
	return found;
}

/** Packages that differ between two requirements files, by name. */
export function diffEnvironment(base: string, head: string): PackageChange[] {
	const [before, after] = [readRequirements(base), readRequirements(head)];
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
	return names.map((name) => ({ name, base: before[name] ?? null, head: after[name] ?? null })).filter((change) => change.base !== change.head);
}
