/*
 * Rules. What a file is, its first bytes say; a name says only what somebody called it.
 * Pickle (also inside the archives that torch and joblib write) runs whatever its author wanted when it is opened, programs run when they
 * are started: both are code. Compressed bytes hide what they hold, so they count as code too.
 * A file of an extension that such formats use counts as code whatever its bytes are.
 */

/** Pickle in its usual names. */
const CODE_EXTENSIONS = ['.pkl', '.pickle', '.joblib', '.cloudpickle', '.dill', '.pt', '.pth', '.ckpt'] as const;

/** How many bytes of a file are needed to say what it is. */
export const SNIFFED_BYTES = 4_096;

export interface CodeFile {
	path: string;
	/** "a pickle by its first bytes", for a sentence. */
	because: string;
}

/** Why a file would run code when opened, or null. `head`: its first SNIFFED_BYTES bytes. */
export function sniffFile(path: string, head: Uint8Array): CodeFile | null {
	const because = byBytes(head) ?? byName(path);
	return because ? { path, because } : null;
}

function byName(path: string): string | null {
	const extension = CODE_EXTENSIONS.find((one) => path.toLowerCase().endsWith(one));
	return extension === undefined ? null : `${extension} is a format that runs code when opened`;
}

const COMPRESSED: readonly [string, readonly number[]][] = [
	['gzip', [0x1f, 0x8b]],
	['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
	['bzip2', [0x42, 0x5a, 0x68]],
	['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
	['lz4', [0x04, 0x22, 0x4d, 0x18]],
];
const PROGRAMS: readonly [string, readonly number[]][] = [
	['an ELF program', [0x7f, 0x45, 0x4c, 0x46]],
	['a Windows program', [0x4d, 0x5a, 0x90]],
	['a script', [0x23, 0x21]],
	['a Java archive or class', [0xca, 0xfe, 0xba, 0xbe]],
];

function byBytes(head: Uint8Array): string | null {
	const starts = (bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte);
	if (head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5) return 'it is a pickle by its first bytes';
	const text = String.fromCharCode(...head.subarray(0, SNIFFED_BYTES));
	if (/^[()\]}.\w]{0,4}c[A-Za-z_][\w.]*\n[A-Za-z_]\w*\n/.test(text)) return 'it is a pickle of protocol 0 by its first bytes';
	const program = PROGRAMS.find(([, bytes]) => starts(bytes));
	if (program) return `it is ${program[0]} by its first bytes`;
	if (starts([0x50, 0x4b, 0x03, 0x04]))
		return /\.pkl|\.pickle/.test(text) ? 'it is an archive with a pickle in it' : 'it is a zip archive, which hides what it holds';
	if (head[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(head[1] ?? -1)) return 'it is zlib, which hides what it holds, as joblib writes it';
	const compressed = COMPRESSED.find(([, bytes]) => starts(bytes));
	return compressed ? `it is ${compressed[0]}, which hides what it holds` : null;
}
