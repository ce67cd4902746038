import type { SearchGrammar } from './search-grammar.ts';

export const RUN_GRAMMAR: SearchGrammar = {
	texts: ['run_id', 'run_name', 'user_id', 'status', 'artifact_uri'],
	/** `duration` (ms from start to end) is ours beside MLflow's. */
	numbers: ['start_time', 'end_time', 'duration'],
	aliases: { created: 'start_time', Created: 'start_time', 'run name': 'run_name', 'Run name': 'run_name', 'Run Name': 'run_name' },
	entities: ['metric', 'param', 'tag', 'dataset'],
	lists: ['run_id'],
	orderBy: ['run_id', 'run_name', 'user_id', 'status', 'artifact_uri', 'start_time', 'end_time', 'duration'],
};

export const EXPERIMENT_GRAMMAR: SearchGrammar = {
	texts: ['name'],
	numbers: ['creation_time', 'last_update_time', 'experiment_id'],
	entities: ['tag'],
	lists: [],
	orderBy: ['name', 'experiment_id', 'creation_time', 'last_update_time'],
};

export const REGISTERED_MODEL_GRAMMAR: SearchGrammar = {
	texts: ['name'],
	numbers: ['creation_timestamp', 'last_updated_timestamp'],
	aliases: { timestamp: 'last_updated_timestamp' },
	entities: ['tag'],
	lists: ['name'],
	orderBy: ['name', 'creation_timestamp', 'last_updated_timestamp'],
};

export const MODEL_VERSION_GRAMMAR: SearchGrammar = {
	texts: ['name', 'run_id', 'source_path'],
	numbers: ['version_number', 'creation_timestamp', 'last_updated_timestamp'],
	entities: ['tag'],
	lists: ['name', 'run_id'],
	orderBy: ['name', 'version_number', 'creation_timestamp', 'last_updated_timestamp'],
};

export const LOGGED_MODEL_GRAMMAR: SearchGrammar = {
	texts: ['name', 'model_id', 'model_type', 'status', 'source_run_id', 'experiment_id'],
	numbers: ['creation_timestamp', 'last_updated_timestamp'],
	aliases: {
		creation_time: 'creation_timestamp',
		last_updated_time: 'last_updated_timestamp',
		creation_timestamp_ms: 'creation_timestamp',
		last_updated_timestamp_ms: 'last_updated_timestamp',
	},
	entities: ['metric', 'param', 'tag'],
	lists: ['name', 'model_id', 'model_type', 'source_run_id'],
	orderBy: ['name', 'model_id', 'creation_timestamp', 'last_updated_timestamp'],
};
