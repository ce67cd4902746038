import { DomainError } from '@interlock/domain/error';
import { MODEL_LIMITS } from '@interlock/domain/model';
import { searchLoggedModels } from '@interlock/services/model';
import type { Fields } from '../wire/fields.ts';
import { loggedModelMessage, some } from '../wire/messages.ts';
import { readLimit } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelSearch: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/logged-models/search',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		if (fields.messages('datasets').length > 0)
			throw new DomainError('not-implemented', 'datasets: searching logged models by the dataset of a metric is not served yet', { field: 'datasets' });
		const limit = readLimit(fields, Number.MAX_SAFE_INTEGER);
		const page = await searchLoggedModels(ctx, {
			...place,
			experimentIds: fields.texts('experiment_ids'),
			filter: fields.text('filter'),
			orderBy: readOrder(fields),
			pageToken: fields.text('page_token') || undefined,
			limit: limit === undefined ? undefined : Math.min(limit, MODEL_LIMITS.searchLoggedModelsPage),
		});
		return { models: some(page.models.map(loggedModelMessage)), next_page_token: page.nextPageToken ?? undefined };
	},
};

/** `[{field_name, ascending}]` as order clauses. */
function readOrder(fields: Fields): string[] {
	return fields.messages('order_by').map((order) => {
		const [entity, ...key] = order.requiredText('field_name').replaceAll('`', '').split('.');
		const name = key.length > 0 ? `${entity}.\`${key.join('.')}\`` : `${entity}`;
		return `${name} ${(order.boolean('ascending') ?? true) ? 'ASC' : 'DESC'}`;
	});
}
