export function rawColourIn(text: string): { colour: string; says: string } | null;
