import { deleteModelVersionTag, setModelVersionTag } from '@interlock/services/model';
import type { MlflowRoute } from '../wire/route.ts';

export const modelVersionSetTag: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/model-versions/set-tag',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await setModelVersionTag(ctx, {
			...place,
			name: fields.requiredText('name'),
			version: fields.requiredText('version'),
			key: fields.requiredText('key'),
			value: fields.text('value') ?? '',
		});
		return {};
	},
};

export const modelVersionDeleteTag: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow/model-versions/delete-tag',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteModelVersionTag(ctx, { ...place, name: fields.requiredText('name'), version: fields.requiredText('version'), key: fields.requiredText('key') });
		return {};
	},
};
