import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSuite } from './read-suite.ts';

let folder: string;
beforeAll(async () => {
	folder = await temporaryFolder();
});

const SUITE = { v: 1, cases: [{ kind: 'minimum', name: 'on time stays near', rows: [{ carrier: 'UA', dep_delay: 0 }], min: -40, max: null }] };
const YAML = `# What arrivals must do.
v: 1
cases:
  - kind: minimum
    name: on time stays near
    rows: [{ carrier: UA, dep_delay: 0 }]
    min: -40
    max: null
`;

function file(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

describe('the file of a suite', () => {
	test('is the same document as YAML and as JSON, called as its file unless named', () => {
		expect(readSuite(file('arrivals.yaml', YAML))).toEqual({ name: 'arrivals', document: SUITE });
		expect(readSuite(file('cases.yml', YAML), 'arrivals')).toEqual({ name: 'arrivals', document: SUITE });
		expect(readSuite(file('arrivals.json', JSON.stringify(SUITE)))).toEqual({ name: 'arrivals', document: SUITE });
	});

	test('that can not be read is refused by name, with where it went wrong', () => {
		expect(() => readSuite(file('bad.yaml', 'v: 1\ncases: [\n'))).toThrow(/bad\.yaml: is not YAML: .*line \d/);
		expect(() => readSuite(file('twice.yaml', 'v: 1\nv: 2\n'))).toThrow(/twice\.yaml: is not YAML: Map keys must be unique at line 2/);
		expect(() => readSuite(file('bad.json', '{"v": 1'))).toThrow(/bad\.json: is not JSON: /);
	});

	test('that blows up over aliases is refused', () => {
		const levels = Array.from(
			{ length: 9 },
			(_, i) =>
				`${'abcdefghi'[i]}: &${'abcdefghi'[i]} [${
					i === 0
						? '1'
						: Array(9)
								.fill(`*${'abcdefghi'[i - 1]}`)
								.join(', ')
				}]`,
		);
		expect(() => readSuite(file('bomb.yaml', levels.join('\n')))).toThrow(/bomb\.yaml: .*at most 100 aliases/);
	});
});
