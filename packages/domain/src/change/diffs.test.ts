import { describe, expect, it } from 'vitest';
import { comparePredictions } from '../comparison/index.ts';
import { compareSignatures } from '../signature/index.ts';
import { diffEnvironment, diffParameters, headlineOf, readRequirements, type RevisionComparison, whatChanges } from './index.ts';

const REQUIREMENTS = `# made by pip-compile
--index-url https://example.test/simple
numpy==2.4.6 \\
    --hash=sha256:aaaa \\
    --hash=sha256:bbbb
scikit_learn==1.9.1 ; python_version >= "3.10"
pandas[parquet]>=2.2,<3
mlflow-skinny
local @ file:///somewhere
`;

describe('environment', () => {
	it('reads names and versions as pip writes them and leaves options out', () => {
		expect(readRequirements(REQUIREMENTS)).toEqual({ numpy: '2.4.6', 'scikit-learn': '1.9.1', pandas: '>=2.2,<3', 'mlflow-skinny': 'any' });
	});

	it('names what differs, however the package is spelled', () => {
		expect(diffEnvironment(REQUIREMENTS, 'numpy==2.4.7\nscikit-learn==1.9.1\npandas>=2.2,<3\nonnx==1.20.1\n')).toEqual([
			{ name: 'mlflow-skinny', base: 'any', head: null },
			{ name: 'numpy', base: '2.4.6', head: '2.4.7' },
			{ name: 'onnx', base: null, head: '1.20.1' },
		]);
	});
});

describe('parameters', () => {
	it('names what was changed, set and unset', () => {
		expect(diffParameters({ trees: '150', seed: '0', old: '1' }, { trees: '200', seed: '0', leaves: '31' })).toEqual([
			{ name: 'leaves', base: null, head: '31' },
			{ name: 'old', base: '1', head: null },
			{ name: 'trees', base: '150', head: '200' },
		]);
	});
});

const actual = Array.from({ length: 60 }, (_, i) => i % 7);
const comparison = (better: number): RevisionComparison => ({
	v: 1,
	report: comparePredictions({
		actual,
		candidate: actual.map((y) => y + 1),
		champion: actual.map((y, i) => y + 1 + better + (i % 3) / 100),
		block: actual.map((_, i) => String(i % 12)),
		slices: { carrier: actual.map((_, i) => (i % 2 ? 'UA' : 'AA')) },
	}),
	rowsScored: 60,
	leftOut: { noTarget: 0, noBaseline: 0 },
	parity: null,
	parityNote: 'The run logged no predictions of its own.',
	signature: compareSignatures(null, { inputs: [{ kind: 'scalar', name: 'x', type: 'double', required: true }], outputs: [], params: [] }),
	data: { base: [], head: [{ name: 'f', version: 1, digest: 'd', rows: 60 }], schema: [], profile: [], histograms: [], note: null },
	code: { base: null, head: 'c'.repeat(64) },
	environment: { base: null, head: 'l'.repeat(64), packages: [], total: 0 },
	parameters: { changes: [], total: 3 },
});

describe('the top of the page', () => {
	it('says better or worse by how much, in the unit of the target', () => {
		const finished = (better: number) => headlineOf({ evaluation: 'finished', evaluationError: null, report: comparison(better).report }, 'min');
		expect(finished(2)).toMatchObject({ tone: 'better', title: 'Better by 2.01 min' });
		expect(finished(-0.9)).toMatchObject({ tone: 'worse' });
	});

	it('says that it is being evaluated, and why that failed', () => {
		expect(headlineOf({ evaluation: 'running', evaluationError: null, report: null }, '').tone).toBe('pending');
		expect(headlineOf({ evaluation: 'failed', evaluationError: 'row 3: boom', report: null }, '')).toMatchObject({ tone: 'failed', sentence: 'row 3: boom' });
	});

	it('lists every part, also what stayed the same', () => {
		const rows = whatChanges(comparison(1));
		expect(rows.map((row) => row.part)).toEqual(['data', 'code', 'environment', 'parameters', 'signature', 'behaviour']);
		expect(rows[0]).toMatchObject({ to: 'f v1', summary: '60 rows, first version' });
		expect(rows[3]).toMatchObject({ to: '0 of 3 changed', summary: 'same parameters', count: 0 });
		expect(rows[5]?.summary).toContain('The run logged no predictions of its own.');
	});

	it('calls nothing the same where there is no version to be the same as', () => {
		const first = comparison(1);
		const rows = whatChanges({ ...first, report: { ...first.report, baseline: 'naive' }, environment: { ...first.environment, total: 66 } });
		expect(rows[2]).toMatchObject({ from: null, summary: '66 packages, first version' });
		expect(rows[3]).toMatchObject({ to: '3 parameters', summary: 'first version' });
	});

	it('names a dataset once, with all its versions', () => {
		const month = (version: number | null) => ({ name: 'f', version, digest: '0123456789abcdef', rows: 60 });
		const first = comparison(1);
		const rows = whatChanges({ ...first, data: { ...first.data, base: [month(1)], head: [month(5), month(6), { ...month(null), name: 'g' }] } });
		expect(rows[0]).toMatchObject({ from: 'f v1', to: 'f v5, v6; g 01234567' });
	});
});
