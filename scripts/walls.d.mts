export interface Violation {
	path: string;
	line: number;
	rule: string;
	says: string;
}

export const IMPORT_TABLE: Record<string, string[]>;
export const TYPES_ONLY: Record<string, string[]>;
export function findViolations(files: { path: string; text: string }[]): Violation[];
export function readFiles(root: string, paths: string[]): { path: string; text: string }[];
