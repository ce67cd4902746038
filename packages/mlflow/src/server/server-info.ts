/** What `/version` answers: the MLflow release whose classic endpoints are served. A client asks it before sending traces. */
export const MLFLOW_VERSION = '3.11.1';

/** What clients ask once a minute: every optional feature is off, files go through this server in one piece. */
export const SERVER_INFO = {
	store_type: 'SqlStore',
	workspaces_enabled: false,
	multipart_uploads_enabled: false,
	multipart_downloads_enabled: false,
	artifacts_presigned_only: false,
	artifact_serving_enabled: true,
} as const;
