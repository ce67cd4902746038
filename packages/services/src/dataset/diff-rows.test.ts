import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColumnType } from '@interlock/domain/dataset';
import { diffRows, type RowFile } from './diff-rows.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'interlock-rows-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, lines: string[], types: ColumnType[]): Promise<RowFile> {
	const path = join(folder, name);
	await writeFile(path, lines.join('\n'));
	const columns = (lines[0] ?? '').split(',').map((column, i) => ({ name: column, type: types[i] ?? 'text', nullable: true }));
	return { path, format: 'csv', schema: { columns } };
}

describe('rows of two datasets', () => {
	it('are added, removed or changed by their key, and equal numbers are equal however they are written', async () => {
		const base = await file('base.csv', ['id,size,site', 'a,1,x', 'b,2,x', 'c,3,x', 'd,,x'], ['text', 'integer', 'text']);
		const head = await file('head.csv', ['id,site,size', 'a,x,1', 'b,y,2.0', 'd,x,4', 'e,x,5'], ['text', 'text', 'integer']);
		expect(await diffRows([base], [head], ['id'])).toEqual({
			key: ['id'],
			baseRows: 4,
			headRows: 4,
			added: 1,
			removed: 1,
			changed: 2,
			sample: {
				added: ['e'],
				removed: ['c'],
				changed: [
					{ key: 'b', column: 'site', base: 'x', head: 'y' },
					{ key: 'd', column: 'size', base: null, head: '4.0' },
				],
			},
		});
	});

	it('are matched by several columns, over several files of a side', async () => {
		const one = await file('one.csv', ['day,no,v', '1,1,5'], ['integer', 'integer', 'integer']);
		const two = await file('two.csv', ['day,no,v', '1,2,6'], ['integer', 'integer', 'integer']);
		const both = await file('both.csv', ['day,no,v', '1,1,5', '1,2,7'], ['integer', 'integer', 'integer']);
		const diff = await diffRows([one, two], [both], ['day', 'no']);
		expect(diff).toMatchObject({ baseRows: 2, headRows: 2, added: 0, removed: 0, changed: 1 });
		expect(diff.sample.changed).toEqual([{ key: '1 / 2', column: 'v', base: '6.0', head: '7.0' }]);
	});

	it('are told apart by the columns that all files have with one type', async () => {
		const base = await file('typed.csv', ['id,v,only', 'a,1,p'], ['text', 'integer', 'text']);
		const head = await file('retyped.csv', ['id,v', 'a,one'], ['text', 'text']);
		expect(await diffRows([base], [head], ['id'])).toMatchObject({ changed: 0 });
	});

	it('open no other file than those given', async () => {
		const base = await file("quote's.csv", ['id,v', "it's,1"], ['text', 'integer']);
		expect((await diffRows([base], [base], ['id'])).sample.changed).toEqual([]);
	});
});
