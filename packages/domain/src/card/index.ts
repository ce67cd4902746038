export {
	CARD_FIELDS,
	CARD_TITLE,
	type CardField,
	type GetModelCardInput,
	getModelCardInput,
	missingFields,
	type ModelCard,
	modelCardSchema,
	type SaveModelCardInput,
	saveModelCardInput,
} from './model-card.ts';
