// Rules
// 1. A checkpoint states the size and the root of one organization's tree, as a C2SP signed note (c2sp.org/tlog-checkpoint).
// 2. One is due when something new is sealed: at once for the first, then every 60 s or 1,000 entries, whichever comes first.
// 3. A tree that doesn't begin with the last checkpoint's is never signed.

const DUE_AFTER_MS = 60_000;
const DUE_AFTER_ENTRIES = 1000;

/** What a checkpoint states. */
export interface Checkpoint {
	/** Names the log, and the key that signs for it. */
	origin: string;
	/** Entries in the tree. */
	size: number;
	/** Base64 of its 32 bytes. */
	root: string;
}

/** The name of an organization's log. */
export function originOf(orgId: string): string {
	return `interlock/audit/${orgId}`;
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
	return `${origin}\n${size}\n${root}\n`;
}

/** What a signed note states, with its signatures by key name; null when it is no checkpoint. Whether they are valid is for the reader to check. */
export function readCheckpoint(note: string): (Checkpoint & { text: string; signatures: { name: string; base64: string }[] }) | null {
	const [, text = '', signed = ''] = /^([\s\S]*?\n)\n([\s\S]*)$/.exec(note) ?? [];
	const [origin = '', size = '', root = ''] = text.split('\n');
	const signatures = [...signed.matchAll(/^— (\S+) (\S+)$/gm)].map(([, name = '', base64 = '']) => ({ name, base64 }));
	if (origin === '' || !/^(?:0|[1-9]\d{0,15})$/.test(size) || root.length !== 44 || signatures.length === 0) return null;
	return { origin, size: Number(size), root, text, signatures };
}

/** Whether a checkpoint of a tree of `size` is due; `last`: the newest one, null for none. */
export function checkpointDue(size: number, last: { size: number; atMs: number } | null, nowMs: number): boolean {
	if (size <= (last?.size ?? 0)) return false;
	return last === null || size - last.size >= DUE_AFTER_ENTRIES || nowMs - last.atMs >= DUE_AFTER_MS;
}
