import { expect, test } from 'vitest';
import { IMPORT_TABLE, TYPES_ONLY } from '../../scripts/walls.mjs';
import { type EnforcedTable, importTableDifferences, nounTableDifferences } from './import-table.ts';
import { plant, ROOT } from './tree.ts';

test('ARCHITECTURE.md, the enforced table and the packages’ dependencies are one table', () => {
	expect(importTableDifferences(ROOT, { anything: IMPORT_TABLE, typesOnly: TYPES_ONLY })).toEqual([]);
});

test('the table of nouns in services is what the code imports', () => {
	expect(nounTableDifferences(ROOT)).toEqual([]);
});

const TABLE = '| package | may import |\n|---|---|\n| api | domain, services; adapters |\n| domain | nothing of ours |\n\n| other |\n';
const ENFORCED: EnforcedTable = { anything: { api: ['domain', 'services'], domain: [] }, typesOnly: {} };
const tree = (apiNeeds: string[], table = TABLE) =>
	plant({
		'ARCHITECTURE.md': table,
		'packages/api/package.json': JSON.stringify({
			dependencies: Object.fromEntries([...apiNeeds.map((name) => [`@interlock/${name}`, 'workspace:*']), ['zod', '4.6.7']]),
		}),
		'packages/domain/package.json': '{}',
	});

test('a dependency that the table forbids, one that is missing, a rule that differs and a package without a row are found', () => {
	expect(importTableDifferences(tree(['domain', 'services']), ENFORCED)).toEqual([]);
	expect(importTableDifferences(tree(['domain', 'services', 'db']), ENFORCED)).toEqual([
		'ARCHITECTURE.md: api may not import db, which packages/api/package.json has',
	]);
	expect(importTableDifferences(tree(['domain']), ENFORCED)).toEqual([
		"ARCHITECTURE.md: api may import services, which packages/api/package.json doesn't have",
	]);
	expect(importTableDifferences(tree(['domain', 'services']), { ...ENFORCED, typesOnly: { api: ['db'] } })).toEqual([
		'ARCHITECTURE.md: api may not import db, which scripts/walls.mjs has',
	]);
	expect(importTableDifferences(tree(['domain', 'services'], TABLE.replace('| domain | nothing of ours |\n', '')), ENFORCED)).toEqual([
		expect.stringContaining('packages/domain: has no row'),
	]);
});

test('a noun that builds on another than drawn is found, with the row to write', () => {
	const drawn = '| noun in services | builds on |\n|---|---|\n| change | deployment |\n';
	const change = (text: string) => plant({ 'ARCHITECTURE.md': drawn, 'packages/services/src/change/open-change.ts': text });
	expect(nounTableDifferences(change("import { x } from '../deployment/index.ts';\nimport { y } from '../access/index.ts';"))).toEqual([]);
	expect(nounTableDifferences(change("import { x } from '../deployment/index.ts';\nimport { y } from '../run/index.ts';"))).toEqual([
		expect.stringContaining('"| change | deployment, run |"'),
	]);
});

test('nouns that build on each other in a circle are found', () => {
	const drawn = '| noun in services | builds on |\n|---|---|\n| change | run |\n| run | change |\n';
	const root = plant({
		'ARCHITECTURE.md': drawn,
		'packages/services/src/change/a.ts': "import { x } from '../run/index.ts';",
		'packages/services/src/run/b.ts': "import { y } from '../change/index.ts';",
	});
	expect(nounTableDifferences(root)).toEqual([expect.stringContaining('change -> run -> change is a circle')]);
});
