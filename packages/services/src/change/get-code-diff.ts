import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelVersion, training } from '@interlock/db/tables';
import { type ChangeDiffPlace, diffLines, type TextDiff } from '@interlock/domain/change';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadCompared } from './load-compared.ts';

export interface CodeFile {
	path: string;
	/** Of the file on both sides: a mark "viewed" holds for these bytes. */
	base: string | null;
	head: string | null;
	/** null where a side is too large or is no text; `note` says so. */
	diff: TextDiff | null;
	note: string | null;
}

export interface CodeDiff {
	revision: number;
	base: string | null;
	head: string | null;
	/** Files that differ, by path. */
	files: CodeFile[];
	/** How many are the same on both sides. */
	same: number;
	/** Why no file is shown although the code may differ. */
	note: string | null;
}

type StoredFile = { path: string; sha256: string; sizeBytes: number };

interface CodeSide {
	digest: string | null;
	files: StoredFile[] | null;
}

const MAX_FILE_BYTES = 400_000;
const MAX_FILES = 500;

/** The code both versions were trained with, file by file. Code that was not run by an agent of ours is known by its digest at most. */
export async function getCodeDiff(ctx: ServiceContext, input: ChangeDiffPlace): Promise<CodeDiff> {
	const { number, orgId, base, head } = await transact(ctx, async (tx) => {
		const { row, revision } = await loadCompared(tx, ctx, input);
		const [before, after] = await sidesOf(tx, revision.baseModelVersionId, revision.modelVersionId);
		return { number: revision.number, orgId: row.orgId, base: before, head: after };
	});
	const known = { revision: number, base: base.digest, head: head.digest };
	if (!head.files) return { ...known, files: [], same: 0, note: 'The candidate was not trained by an agent of this instance, so its code is not stored here.' };
	const before = new Map((base.files ?? []).map((file) => [file.path, file]));
	const after = new Map(head.files.map((file) => [file.path, file]));
	const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
	const differing = paths.filter((path) => before.get(path)?.sha256 !== after.get(path)?.sha256);
	const files = await Promise.all(differing.slice(0, MAX_FILES).map((path) => diffFile(ctx, orgId, path, before.get(path), after.get(path))));
	const more = differing.length > MAX_FILES ? `${differing.length - MAX_FILES} more files differ.` : null;
	return { ...known, files, same: paths.length - differing.length, note: more };
}

async function sidesOf(tx: Tx, baseId: string | null, headId: string): Promise<[CodeSide, CodeSide]> {
	const ids = baseId ? [baseId, headId] : [headId];
	const versions = await tx
		.select({ id: modelVersion.id, lineage: modelVersion.lineage, files: training.files })
		.from(modelVersion)
		.leftJoin(training, eq(training.runId, modelVersion.runId))
		.where(inArray(modelVersion.id, ids));
	const sideOf = (id: string | null): CodeSide => {
		const found = versions.find((version) => version.id === id);
		return { digest: found?.lineage.codeDigest ?? null, files: found?.files ?? null };
	};
	return [sideOf(baseId), sideOf(headId)];
}

async function diffFile(ctx: ServiceContext, orgId: string, path: string, base: StoredFile | undefined, head: StoredFile | undefined): Promise<CodeFile> {
	const digests = { path, base: base?.sha256 ?? null, head: head?.sha256 ?? null };
	if (Math.max(base?.sizeBytes ?? 0, head?.sizeBytes ?? 0) > MAX_FILE_BYTES) return { ...digests, diff: null, note: 'too large to be shown' };
	const [before, after] = [await textOf(ctx, orgId, base), await textOf(ctx, orgId, head)];
	if (before === null || after === null) return { ...digests, diff: null, note: 'not a text' };
	return { ...digests, diff: diffLines(before, after), note: null };
}

/** A file's text, empty where there is no file; null when it holds what no text does. */
async function textOf(ctx: ServiceContext, orgId: string, file: StoredFile | undefined): Promise<string | null> {
	if (!file) return '';
	const bytes = await ctx.storage.read(orgId, file.sha256);
	return bytes.includes(0) ? null : bytes.toString('utf8');
}
