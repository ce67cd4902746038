import { growingTree, leafHash, sha256Hex } from './merkle.ts';
import { type Checkpoint, openCheckpoint } from './note.ts';
import type { Outside } from './outside.ts';

export type Verdict =
	| { intact: true; entries: number; head: string; checkpoints: number }
	| { intact: false; entries: number; firstBad: number; problem: string };

interface Line {
	type?: 'log' | 'checkpoint' | 'end';
	n: number;
	hash: string;
	/** Canonical JSON of the entry, or its bytes where they are no text. */
	entry?: string;
	bytes?: string;
	personal?: { part: string; salt: string; payload: string }[];
	note?: string;
	key?: string;
	origin?: string;
	entries?: number;
}

/**
 * Verifies an exported log line by line: chain, tree, signed checkpoints of the export and those published outside. Names the first entry
 * that doesn't fit. `key`: what verifies the checkpoints; the export's own unless given.
 */
export async function verifyLog(lines: AsyncIterable<string>, given: { key?: string; outside?: (key: string) => Outside }): Promise<Verdict> {
	const tree = growingTree();
	let [n, head, trusted, matched, ended] = [0, '0'.repeat(64), 0, 0, -1];
	let [key, outside]: [string, Outside] = [given.key ?? '', { checkpoints: [], leaves: new Map() }];
	const due = new Map<number, Checkpoint[]>();
	const bad = (firstBad: number, problem: string): Verdict => ({ intact: false, entries: n, firstBad, problem });
	const expect = (checkpoint: Checkpoint) => due.set(checkpoint.size, [...(due.get(checkpoint.size) ?? []), checkpoint]);

	for await (const text of lines) {
		const line: Line = JSON.parse(text);
		if (line.type === 'log') {
			key ||= line.key ?? '';
			if (key && line.origin && !key.startsWith(`${line.origin}+`)) throw new Error(`the key is of another log than ${line.origin}`);
			outside = given.outside?.(key) ?? outside;
			outside.checkpoints.forEach(expect);
		} else if (line.type === 'checkpoint') expect(openCheckpoint(line.note ?? '', key));
		else if (line.type === 'end') ended = line.entries ?? -1;
		else {
			if (line.n !== n + 1) return bad(n + 1, `entry ${n + 1} is missing`);
			const entry = line.bytes === undefined ? Buffer.from(line.entry ?? '') : Buffer.from(line.bytes, 'base64');
			const leaf = leafHash(entry);
			const published = outside.leaves.get(line.n);
			if (published !== undefined && published !== leaf.toString('hex')) return bad(line.n, `entry ${line.n} is not the one that was published outside`);
			if (sha256Hex(`${head}\n${line.n}\n${sha256Hex(entry)}`) !== line.hash) {
				return bad(line.n, `entry ${line.n}: its bytes or its hash don't follow from the entry before`);
			}
			const uncommitted = line.personal?.find(({ salt, payload }) => !entry.includes(sha256Hex(`${salt}\n${payload}`)));
			if (uncommitted) return bad(line.n, `entry ${line.n}: the personal payload of its ${uncommitted.part} is not the one it was sealed with`);
			[n, head] = [line.n, line.hash];
			tree.add(leaf);
			for (const checkpoint of due.get(n) ?? []) {
				if (!checkpoint.root.equals(tree.root()))
					return bad(trusted + 1, `the log is not the one signed at ${n} entries; the first bad entry is ${trusted + 1} or later`);
				[trusted, matched] = [n, matched + 1];
			}
		}
	}
	const largest = Math.max(0, ...due.keys());
	if (n < largest) return bad(n + 1, `a checkpoint was signed at ${largest} entries, the log has ${n}`);
	if (ended !== n) return bad(n + 1, ended < 0 ? 'the export was cut short' : `the export says ${ended} entries, it has ${n}`);
	return { intact: true, entries: n, head, checkpoints: matched };
}
