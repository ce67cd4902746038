import { describe, expect, it } from 'vitest';
import { EXPERIMENT_GRAMMAR, MODEL_VERSION_GRAMMAR, RUN_GRAMMAR } from './grammars.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { parseFilter, parseOrderBy } from './search-grammar.ts';

const runs = (text: string) => parseFilter(text, RUN_GRAMMAR);

describe('the filter language of searches', () => {
	it('reads comparisons joined by AND, in any case', () => {
		expect(runs("metrics.acc > 0.9 AND params.lr = '0.01' and tags.team LIKE 'x%'")).toEqual([
			{ on: 'metric', key: 'acc', comparator: '>', value: 0.9 },
			{ on: 'param', key: 'lr', comparator: '=', value: '0.01' },
			{ on: 'tag', key: 'team', comparator: 'LIKE', value: 'x%' },
		]);
		expect(runs('')).toEqual([]);
	});

	it('reads quoted keys, keys with dots, negative and exponent numbers, doubled quotes', () => {
		expect(runs('metrics.`val loss` <= -1.5e-3')).toEqual([{ on: 'metric', key: 'val loss', comparator: '<=', value: -0.0015 }]);
		expect(runs(`tags."my key" = 'it''s'`)).toEqual([{ on: 'tag', key: 'my key', comparator: '=', value: "it's" }]);
		expect(runs("tags.mlflow.parentRunId = 'x'")).toEqual([{ on: 'tag', key: 'mlflow.parentRunId', comparator: '=', value: 'x' }]);
		expect(runs('params.a = "b"')).toEqual([{ on: 'param', key: 'a', comparator: '=', value: 'b' }]);
	});

	it('reads bare attributes, their other names, lists and null tests', () => {
		expect(runs("status = 'FINISHED' AND attributes.`Run name` ILIKE '%x%' AND created > 5")).toEqual([
			{ on: 'text', key: 'status', comparator: '=', value: 'FINISHED' },
			{ on: 'text', key: 'run_name', comparator: 'ILIKE', value: '%x%' },
			{ on: 'number', key: 'start_time', comparator: '>', value: 5 },
		]);
		expect(runs("run_id IN ('a', 'b') AND params.p IS NOT NULL AND tags.t IS NULL")).toEqual([
			{ on: 'text', key: 'run_id', comparator: 'IN', value: ['a', 'b'] },
			{ on: 'param', key: 'p', comparator: 'IS NOT NULL', value: null },
			{ on: 'tag', key: 't', comparator: 'IS NULL', value: null },
		]);
	});

	it.each([
		["metrics.acc > '0.9'", 'Expected numeric value type for metric. Found'],
		['params.lr = 0.01', "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 0.01"],
		["foo.bar = 'x'", "Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'dataset', 'attribute']"],
		["attributes.nope = 'x'", "Invalid attribute key 'nope' specified."],
		["params.a = 'x' OR params.b = 'y'", 'Invalid clause(s) in filter string'],
		["params.a = 'x' params.b = 'y'", 'Invalid clause(s) in filter string'],
		["params.a > 'x'", "Invalid comparator '>' not one of"],
		["run_name IN ('a')", "Only ['run_id'] attributes support comparison with a list of quoted string values."],
		['metrics.a IS NULL', "IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'a'"],
		["datasets.size = 'x'", "Invalid dataset key 'size' specified."],
		['metrics.acc >', 'Invalid clause(s)'],
		["'a' = 'b'", 'Invalid clause(s)'],
		["params.a = 'x", 'Invalid clause(s)'],
		['params.a = x; drop table run', 'Invalid clause(s)'],
		[`params.a = '${'x'.repeat(8000)}'`, 'more than the limit of 8000'],
	])('refuses %s', (filter, sentence) => {
		expect(() => runs(filter)).toThrow(sentence);
	});

	it('has one grammar per search', () => {
		expect(parseFilter("name = 'a' AND version_number >= 2 AND run_id IN ('x')", MODEL_VERSION_GRAMMAR)).toHaveLength(3);
		expect(() => parseFilter('metrics.a > 1', EXPERIMENT_GRAMMAR)).toThrow("Invalid entity type 'metrics'");
	});

	it('reads orders and refuses what it can not read', () => {
		expect(parseOrderBy('metrics.`val loss` DESC', RUN_GRAMMAR)).toEqual({ on: 'metric', key: 'val loss', ascending: false });
		expect(parseOrderBy('attributes.start_time', RUN_GRAMMAR)).toEqual({ on: 'number', key: 'start_time', ascending: true });
		expect(parseOrderBy('tag."a b" asc', RUN_GRAMMAR)).toEqual({ on: 'tag', key: 'a b', ascending: true });
		expect(() => parseOrderBy('metrics.a sideways', RUN_GRAMMAR)).toThrow("Invalid ordering key in order_by clause 'metrics.a sideways'.");
		expect(() => parseOrderBy('metrics.a; drop', RUN_GRAMMAR)).toThrow('Could not be parsed');
		expect(() => parseOrderBy('nope', RUN_GRAMMAR)).toThrow("Invalid attribute key 'nope'");
	});

	it('carries a page end as an opaque text and refuses a foreign one', () => {
		const key = [0, 'größe', 12.5];
		expect(readPageToken(pageToken(key), 3)).toEqual(key);
		expect(() => readPageToken(pageToken(key), 2)).toThrow('Invalid page token');
		expect(() => readPageToken('?!', 2)).toThrow('Invalid page token');
	});
});
