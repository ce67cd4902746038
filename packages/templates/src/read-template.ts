import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@interlock/domain/error';
import { digestJson, sha256Hex } from '@interlock/storage';
import { listTemplates } from './list-templates.ts';
import { type EntryPoint, parseMlproject } from './parse-mlproject.ts';
import { TEMPLATES_FOLDER } from './templates-folder.ts';

export interface TemplateFile {
	/** Relative to the template's folder, with forward slashes. */
	path: string;
	bytes: Buffer;
}

export interface Template {
	name: string;
	/** Sorted by path. */
	files: TemplateFile[];
	/** sha256 of the canonical manifest [{path, sha256, sizeBytes}]: the same code has the same digest. */
	codeDigest: string;
	/** sha256 of requirements.txt, which pins and hashes every package. */
	lockDigest: string;
	/** By name; `main` is the one that is started when none is named. */
	entryPoints: Record<string, EntryPoint>;
}

const LEFT_OUT = /(^|\/)(\.|__pycache__|.*\.pyc$)/;

/** Reads a template with its digests. Throws DomainError `not-found` for an unknown name. */
export async function readTemplate(name: string): Promise<Template> {
	const known = await listTemplates();
	if (!known.includes(name)) {
		throw new DomainError('not-found', `template: ${JSON.stringify(name.slice(0, 80))} is not one of ${known.join(', ')}`, {
			field: 'template',
			value: name.slice(0, 80),
		});
	}
	return readTemplateFolder(name, join(TEMPLATES_FOLDER, name));
}

/** Reads a template from a folder of the caller's choice. Throws DomainError `invalid` when its MLproject or lock is missing or unreadable. */
export async function readTemplateFolder(name: string, folder: string): Promise<Template> {
	const entries = await readdir(folder, { withFileTypes: true, recursive: true });
	const paths = entries
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(folder.length)
				.replace(/^[/\\]+/, '')
				.replaceAll('\\', '/'),
		)
		.filter((path) => !LEFT_OUT.test(path))
		.sort();
	const files = await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })));
	const manifest = files.map(({ path, bytes }) => ({ path, sha256: sha256Hex(bytes), sizeBytes: bytes.byteLength }));
	return {
		name,
		files,
		codeDigest: digestJson(manifest),
		lockDigest: sha256Hex(fileOf(files, 'requirements.txt')),
		entryPoints: parseMlproject(fileOf(files, 'MLproject').toString('utf8')).entryPoints,
	};
}

function fileOf(files: TemplateFile[], path: string): Buffer {
	const file = files.find((candidate) => candidate.path === path);
	if (file === undefined) throw new DomainError('invalid', `template: the file ${path} is missing`, { field: 'template', value: path });
	return file.bytes;
}
