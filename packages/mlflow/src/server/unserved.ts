/**
 * Endpoints of MLflow that Interlock knows and doesn't serve, below `/api/<version>`. They answer 501, which clients don't repeat; what isn't here
 * either answers 404 like an unknown address.
 */
export const UNSERVED: readonly string[] = [
	'/mlflow/artifacts/presigned-upload-url',
	'/mlflow/artifacts/presigned-download-url',
	'/mlflow/traces',
	'/mlflow/assessments',
	'/mlflow/datasets',
	'/mlflow/scorers',
	'/mlflow/gateway',
	'/mlflow/gateway-proxy',
	'/mlflow/prompt-optimization',
	'/mlflow/issues',
	'/mlflow/label-schemas',
	'/mlflow/review-queues',
	'/mlflow/mcp-servers',
	'/mlflow/webhooks',
	'/mlflow/workspaces',
	'/mlflow-artifacts/mpu',
	'/mlflow-artifacts/presigned',
];
