export { aliasProtection, checkAlias, outcomeAlias } from './alias.ts';
export {
	createLoggedModelInput,
	type CreateLoggedModelInput,
	finalizeLoggedModelInput,
	type FinalizeLoggedModelInput,
	loggedModelFolderInput,
	type LoggedModelFolderInput,
	loggedModelInput,
	type LoggedModelInput,
	loggedModelPairsInput,
	type LoggedModelPairsInput,
	loggedModelTagKeyInput,
	type LoggedModelTagKeyInput,
	searchLoggedModelsInput,
	type SearchLoggedModelsInput,
} from './logged-model-inputs.ts';
export { type MlflowSignature, readSignature, type SignatureField } from './mlflow-signature.ts';
export { dataManifest, filesManifest, type ModelFile } from './model-file.ts';
export { MODEL_LIMITS } from './model-limits.ts';
export { checkLoggedModelName, checkModelName, checkRegistryTag, versionFromWire } from './model-name.ts';
export { parseModelSource } from './model-source.ts';
export {
	createModelVersionInput,
	type CreateModelVersionInput,
	createRegisteredModelInput,
	type CreateRegisteredModelInput,
	latestVersionsInput,
	type LatestVersionsInput,
	modelAliasInput,
	type ModelAliasInput,
	modelVersionInput,
	type ModelVersionInput,
	modelVersionTagInput,
	type ModelVersionTagInput,
	modelVersionTagKeyInput,
	type ModelVersionTagKeyInput,
	registeredModelInput,
	type RegisteredModelInput,
	registeredModelTagInput,
	type RegisteredModelTagInput,
	registeredModelTagKeyInput,
	type RegisteredModelTagKeyInput,
	renameRegisteredModelInput,
	type RenameRegisteredModelInput,
	searchModelVersionsInput,
	type SearchModelVersionsInput,
	searchRegisteredModelsInput,
	type SearchRegisteredModelsInput,
	setModelAliasInput,
	type SetModelAliasInput,
	transitionStageInput,
	type TransitionStageInput,
	updateModelVersionInput,
	type UpdateModelVersionInput,
	updateRegisteredModelInput,
	type UpdateRegisteredModelInput,
} from './registry-inputs.ts';
export { stageFromWire, stageProtection } from './stage.ts';
