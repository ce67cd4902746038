/** One parameter that differs; null where a side doesn't have it. */
export interface ParameterChange {
	name: string;
	base: string | null;
	head: string | null;
}

/** Parameters that differ, by name. */
export function diffParameters(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>): ParameterChange[] {
	const names = [...new Set([...Object.keys(base), ...Object.keys(head)])].sort();
	return names.map((name) => ({ name, base: base[name] ?? null, head: head[name] ?? null })).filter((change) => change.base !== change.head);
}
