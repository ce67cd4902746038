import type { SecretName, Settings } from './env.ts';
import type { Ports } from './parts.ts';
import type { Secrets } from './secrets.ts';

/** Where the two stores answer; null while unknown. */
export interface Stores {
	databaseUrl: string | null;
	temporalAddress: string | null;
}

/** A child's environment: what we inherited, where the parts are, and only the secrets that the parts' table grants it. */
export function partEnv(settings: Settings, ports: Ports, stores: Stores, secrets: Secrets, granted: readonly SecretName[]): NodeJS.ProcessEnv {
	const known: Record<SecretName, string | null> = {
		DATABASE_URL: stores.databaseUrl,
		TEMPORAL_ADDRESS: stores.temporalAddress,
		NEXTAUTH_SECRET: secrets.nextauthSecret,
		INTERLOCK_TOKEN_PEPPER: secrets.tokenPepper,
		INTERLOCK_AGENT_TOKEN: secrets.agentToken,
		INTERLOCK_SERVING_TOKEN: secrets.servingToken,
		INTERLOCK_QUICKSTART_TOKEN: secrets.quickstartToken,
		INTERLOCK_QUICKSTART_AUTHOR_TOKEN: secrets.quickstartAuthorToken,
		INTERLOCK_QUICKSTART_REVIEWER_TOKEN: secrets.quickstartReviewerToken,
		INTERLOCK_OPERATOR_TOKEN: secrets.operatorToken,
		INTERLOCK_CHECKPOINT_KEY: secrets.checkpointKey,
		INTERLOCK_SMTP_URL: settings.smtpUrl,
		INTERLOCK_S3_ACCESS_KEY_ID: settings.s3Keys.id,
		INTERLOCK_S3_SECRET_ACCESS_KEY: settings.s3Keys.secret,
	};
	const env: NodeJS.ProcessEnv = {
		...settings.inherited,
		NODE_ENV: 'production',
		NEXT_TELEMETRY_DISABLED: '1',
		NEXTAUTH_URL: settings.publicUrl,
		TEMPORAL_NAMESPACE: settings.temporalNamespace,
		INTERLOCK_HOME: settings.home,
		INTERLOCK_CACHE: settings.cache,
		INTERLOCK_PORT: String(ports.server),
		INTERLOCK_PUBLIC_URL: settings.publicUrl,
		INTERLOCK_SERVER_URL: `http://127.0.0.1:${ports.server}`,
		INTERLOCK_WEB_URL: `http://127.0.0.1:${ports.web}`,
		INTERLOCK_INFERENCE_URL: `http://127.0.0.1:${ports.inference}`,
		INTERLOCK_INFERENCE_PORT: String(ports.inference),
		INTERLOCK_QUICKSTART: settings.quickstart ? 'on' : 'off',
		INTERLOCK_PYTHON: settings.python,
	};
	for (const name of granted) {
		const value = known[name];
		if (value !== null) env[name] = value;
	}
	return env;
}
