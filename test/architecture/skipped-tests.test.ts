import { expect, test } from 'vitest';
import { SKIPPED_TESTS, unlistedSkips } from './skipped-tests.ts';
import { plant, ROOT } from './tree.ts';

test('no test is skipped but those on a list with reasons, which is empty', () => {
	expect(unlistedSkips(ROOT)).toEqual([]);
	expect(SKIPPED_TESTS).toHaveLength(0);
});

test.each([
	['a.test.ts', `test.${'skip'}('x', () => {});`],
	['a.test.ts', `describe.${'only'}('x', () => {});`],
	['a.test.ts', `test.concurrent.${'skipIf'}(isRoot)('x', () => {});`],
	['a.test.ts', `it.${'runIf'}(linux)('x', () => {});`],
	['a.test.ts', `test('x', (ctx) => ctx.${'skip'}());`],
	['a.test.ts', `test('x', ({ ${'skip'} }) => ${'skip'}());`],
	['a.test.ts', `${'x'}it('x', () => {});`],
	['test/e2e/journey.spec.ts', `test.${'fixme'}(true, 'flaky');`],
	['test/mlflow/test_client.py', `@pytest.mark.${'skip'}`],
])('a planted mark in %s is found: %s', (path, text) => {
	const root = plant({ [path]: `${text}\n` });
	expect(unlistedSkips(root, [])).toEqual([expect.stringContaining(`${path}:1`)]);
	expect(unlistedSkips(root, [{ path, reason: 'Runs only where a GPU is present.' }])).toEqual([]);
});

test('the list keeps neither what skips nothing any more nor what has no reason', () => {
	expect(unlistedSkips(plant({}), [{ path: 'a.test.ts', reason: 'It needed a GPU that is gone.' }])).toEqual([
		expect.stringContaining('skips nothing any more'),
	]);
	const root = plant({ 'a.test.ts': `test.${'skip'}('x', () => {});\n` });
	expect(unlistedSkips(root, [{ path: 'a.test.ts', reason: '' }])).toEqual([expect.stringContaining('needs a reason')]);
});
