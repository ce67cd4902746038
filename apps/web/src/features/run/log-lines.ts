import type { RunLogChunk } from './types.ts';

export interface Line {
	key: string;
	stream: 'stdout' | 'stderr';
	text: string;
}

/** Chunks as lines. A stream's chunk may end within a line: its next chunk goes on there. */
export function linesOf(chunks: readonly RunLogChunk[]): Line[] {
	const lines: Line[] = [];
	const open = new Map<string, Line>();
	for (const chunk of chunks) {
		const source = `${chunk.attempt}/${chunk.stream}`;
		const parts = chunk.text.split('\n');
		parts.forEach((part, i) => {
			const unfinished = i === 0 ? open.get(source) : undefined;
			if (unfinished) unfinished.text += part;
			const last = i === parts.length - 1;
			if (last && part === '' && !unfinished) return;
			const line = unfinished ?? { key: `${source}/${chunk.offset}/${i}`, stream: chunk.stream, text: part };
			if (!unfinished) lines.push(line);
			if (last) open.set(source, line);
			else open.delete(source);
		});
	}
	return lines;
}
