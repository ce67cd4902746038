export { failRetrain } from './fail-retrain.ts';
export { proposeRetrained } from './propose-retrained.ts';
export { readRetrain } from './read-retrain.ts';
export { requestRetrain } from './request-retrain.ts';
export { startRetrainTraining } from './start-retrain-training.ts';
