import { describe, expect, it } from 'vitest';
import { entryPointCommand, parseMlproject, resolveParameters } from './index.ts';

const text = `
name: demo
python_env: python_env.yaml
entry_points:
  main:
    parameters:
      rows: {type: int, default: 3}
      rate: float
      label: {default: plain}
    command: python train.py --rows {rows} --rate={rate} "--label={label} text"
`;
const main = parseMlproject(text).entryPoints['main'];
if (main === undefined) throw new Error('the test file has an entry point main');

describe('parameters of an entry point', () => {
	it('fills in defaults and gives numbers one spelling', () => {
		expect(resolveParameters(main, { rate: '1e-1' })).toEqual({ rows: '3', rate: '0.1', label: 'plain' });
	});

	it.each([
		[{ rate: 'NaN' }, 'parameters.rate', 'finite'],
		[{ rate: '' }, 'parameters.rate', 'finite'],
		[{ rate: 1, rows: 1.5 }, 'parameters.rows', 'whole'],
		[{ rate: 1, depth: 2 }, 'parameters.depth', 'not one of rows, rate, label'],
		[{}, 'parameters.rate', 'no default'],
		[{ rate: 1, label: 'x'.repeat(501) }, 'parameters.label', '500'],
		[{ rate: 1, label: 'a\u0000b' }, 'parameters.label', 'control'],
	])('refuses %j and names field, value and limit', (given, field, limit) => {
		expect(() => resolveParameters(main, given as Record<string, string | number>)).toThrow(
			expect.objectContaining({ code: 'invalid', detail: expect.objectContaining({ field, limit: expect.stringContaining(limit) }) }),
		);
	});

	it('keeps a value inside its one argument, whatever a shell would make of it', () => {
		const values = resolveParameters(main, { rate: 1, label: '$(id); rm -rf / "x" {rows}' });
		expect(entryPointCommand(main, values)).toEqual(['python', 'train.py', '--rows', '3', '--rate=1', '--label=$(id); rm -rf / "x" {rows} text']);
	});
});

describe('an MLproject file', () => {
	it.each([
		['python_env: conda.yaml', /python_env/],
		['entry_points: {}', /main/],
		['a: [', /YAML/],
	])('is refused with the field named: %s', (line, message) => {
		const key = line.split(':')[0] ?? '';
		const rest = text
			.split('\n')
			.filter((other) => !other.startsWith(key))
			.join('\n');
		const without =
			key === 'entry_points'
				? rest
						.split('\n')
						.filter((other) => !other.startsWith(' '))
						.join('\n')
				: rest;
		expect(() => parseMlproject(`${without}\n${line}`)).toThrow(message);
	});
});
