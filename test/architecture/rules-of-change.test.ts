import { expect, test } from 'vitest';
import { untestedRules } from './rules-of-change.ts';
import { plant, ROOT } from './tree.ts';

test('each rule of change has a test whose title is the rule', () => {
	expect(untestedRules(ROOT)).toEqual([]);
});

test('a rule without a test, and a title of a rule that is not there, are found', () => {
	const rules = '| rule | says |\n|---|---|\n| R1 | one |\n| R2 | two |\n| R3 | three |\n';
	const titles = ["test('R1: one is kept', () => {});", 'it.each([\n\t[1],\n])("R2, R7: both are kept", () => {});'].join('\n');
	const root = plant({ 'docs/change-rules.md': rules, 'packages/domain/src/a.test.ts': titles });
	expect(untestedRules(root)).toEqual(['R3: no test has this rule in its title', 'packages/domain/src/a.test.ts: R7 is no rule of docs/change-rules.md']);
});
