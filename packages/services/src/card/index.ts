export { getModelCard, type ModelCardView } from './get-model-card.ts';
export { saveModelCard } from './save-model-card.ts';
