/** The registry's limits, as MLflow's server has them. */
export const MODEL_LIMITS = {
	nameLength: 256,
	tagKeyLength: 250,
	tagValueLength: 100_000,
	descriptionLength: 5000,
	aliasLength: 255,
	searchModelsPage: 1000,
	searchVersionsPage: 200_000,
	searchLoggedModelsPage: 100,
	mlModelBytes: 1024 * 1024,
} as const;
