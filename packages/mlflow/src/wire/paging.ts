import { DomainError } from '@interlock/domain/error';
import type { Fields } from './fields.ts';

/** `filter`, `order_by` and `page_token` of a search. */
export function readSearch(fields: Fields) {
	return { filter: fields.text('filter'), orderBy: fields.texts('order_by'), pageToken: fields.text('page_token') || undefined };
}

/** `max_results`, at least 1 and at most `most`; undefined when absent. Throws `invalid` with MLflow's sentence. */
export function readLimit(fields: Fields, most: number): number | undefined {
	const limit = fields.integer('max_results');
	if (limit === undefined) return undefined;
	if (limit >= 1 && limit <= most) return limit;
	throw new DomainError(
		'invalid',
		`Invalid value ${limit} for parameter 'max_results' supplied. It must be at least 1 and at most ${most}, but got value ${limit}. See the API docs for more information about request parameters.`,
		{
			field: 'max_results',
			value: limit,
			limit: `1 to ${most}`,
		},
	);
}

/** The run id of a request; old clients call it `run_uuid`. */
export function readRunId(fields: Fields): string {
	return fields.text('run_id') || fields.text('run_uuid') || fields.missing('run_id');
}
