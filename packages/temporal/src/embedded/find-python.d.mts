export interface Python {
	/** The interpreter itself, not a shim. */
	path: string;
	/** Such as `3.11`. */
	version: string;
	hasPip: boolean;
}

export function findPython(given?: string): Python | null;
