import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listTemplates, readTemplate, readTemplateFolder } from './index.ts';

const scratch = await mkdtemp(join(tmpdir(), 'interlock-template-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe('templates', () => {
	it('lists nyc-flights and reads it with types and defaults', async () => {
		expect(await listTemplates()).toContain('nyc-flights');
		const template = await readTemplate('nyc-flights');
		expect(template.entryPoints['main']?.parameters).toEqual([
			{ name: 'trees', type: 'int', default: '150' },
			{ name: 'leaves', type: 'int', default: '31' },
			{ name: 'learning_rate', type: 'float', default: '0.1' },
			{ name: 'seed', type: 'int', default: '0' },
			{ name: 'threads', type: 'int', default: '1' },
		]);
		expect(template.files.map((file) => file.path)).toContain('train.py');
	});

	it('refuses a name that is not a template, also one with a path in it', async () => {
		await expect(readTemplate('nope')).rejects.toMatchObject({ code: 'not-found', detail: { field: 'template' } });
		await expect(readTemplate('../templates/nyc-flights')).rejects.toMatchObject({ code: 'not-found' });
	});

	it('pins every package with its hashes and names no registry', async () => {
		const { files } = await readTemplate('nyc-flights');
		const lock = files.find((file) => file.path === 'requirements.txt')?.bytes.toString('utf8') ?? '';
		const pinned = lock.split(/\n(?=\S)/).filter((entry) => entry !== '');
		expect(pinned.length).toBeGreaterThan(40);
		expect(pinned.filter((entry) => !/^[A-Za-z0-9_.-]+==\S+/.test(entry) || !entry.includes('--hash=sha256:'))).toEqual([]);
		expect(lock).not.toMatch(/:\/\//);
	});

	it('gives the same code digest for the same files, and another when one byte differs; caches do not count', async () => {
		const { codeDigest, lockDigest } = await readTemplate('nyc-flights');
		const copy = join(scratch, 'copy');
		await cp(join(import.meta.dirname, '..', 'nyc-flights'), copy, { recursive: true });
		await writeFile(join(copy, '.hidden'), 'x');
		await writeFile(join(copy, 'train.pyc'), 'x');
		expect(await readTemplateFolder('copy', copy)).toMatchObject({ codeDigest, lockDigest });
		await writeFile(join(copy, 'pipeline.py'), '# changed');
		const changed = await readTemplateFolder('copy', copy);
		expect(changed.codeDigest).not.toBe(codeDigest);
		expect(changed.lockDigest).toBe(lockDigest);
	});
});
