import { describe, expect, it } from 'vitest';
import { inputOf, queryOf } from './run-search.ts';

const search = { state: 'all' as const, q: '', metrics: null, params: null, sort: 'started', descending: true, offset: 0 };
const columns = { metrics: ['mae', 'rmse', 'p90', 'bias'].map((key) => ({ key })), params: [{ key: 'trees' }] };

describe('the runs table in the address', () => {
	it('shows the columns most runs have until some are chosen', () => {
		expect(queryOf(search, columns).metrics).toEqual(['mae', 'rmse', 'p90']);
		expect(queryOf({ ...search, metrics: [] }, columns).metrics).toEqual([]);
	});

	it('asks only for the columns that are shown', () => {
		expect(inputOf({ org: 'o', project: 'p' }, queryOf({ ...search, metrics: ['mae'] }, columns)).columns).toEqual(['metrics.mae', 'params.trees']);
	});

	it('orders by what the column is, quoting keys with signs', () => {
		const sorted = (sort: string) => inputOf({ org: 'o', project: 'p' }, { ...queryOf(search, columns), sort, descending: false }).sort;
		expect(sorted('started')).toBe('attributes.start_time ASC');
		expect(sorted('metrics.valid/mae')).toBe('metrics.`valid/mae` ASC');
		expect(sorted('params.learning_rate')).toBe('params.learning_rate ASC');
	});
});
