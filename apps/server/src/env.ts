import { join } from 'node:path';

export interface ServerEnv {
	port: number;
	host: string;
	home: string;
	databaseUrl: string;
	publicUrl: string;
	webUrl: string;
	inferenceUrl: string;
	secret: string;
	tokenPepper: string;
	agentToken: string | undefined;
	servingToken: string | undefined;
	quickstartToken: string | undefined;
	quickstartAuthorToken: string | undefined;
	quickstartReviewerToken: string | undefined;
	operatorToken: string | undefined;
	/** Signs checkpoints of the audit log; without it none is made. */
	checkpointKey: string | undefined;
	/** Where checkpoints go: `file:<folder>`, `git:<remote>` or `s3://<bucket>/<prefix>`. */
	checkpoints: string;
	/** Of an object store; without them its client looks for a role or a profile. */
	s3Keys: { accessKeyId: string; secretAccessKey: string } | undefined;
	/** Set where mail is sent. */
	smtpUrl: string | undefined;
	mailFrom: string;
	quickstart: boolean;
	blobs: string;
	temporalAddress: string | undefined;
}

/** Reads the environment the supervisor gives; throws one clear sentence for what is missing or too weak. */
export function readEnv(env: Record<string, string | undefined> = process.env): ServerEnv {
	const need = (name: string) => {
		const value = env[name];
		if (!value) throw new Error(`${name} is not set; "npm start" gives it`);
		return value;
	};
	const secret = (name: string) => {
		const value = need(name);
		if (value.length < 32) throw new Error(`${name} has ${value.length} characters; a secret needs at least 32`);
		return value;
	};
	const home = need('INTERLOCK_HOME');
	const port = portOf(env.INTERLOCK_PORT ?? '4100');
	return {
		port,
		host: env.INTERLOCK_HOST ?? '127.0.0.1',
		home,
		databaseUrl: need('DATABASE_URL'),
		publicUrl: publicUrlOf(env.INTERLOCK_PUBLIC_URL ?? `http://127.0.0.1:${port}`),
		webUrl: env.INTERLOCK_WEB_URL ?? '',
		inferenceUrl: env.INTERLOCK_INFERENCE_URL ?? 'http://127.0.0.1:4101',
		secret: secret('NEXTAUTH_SECRET'),
		tokenPepper: secret('INTERLOCK_TOKEN_PEPPER'),
		agentToken: env.INTERLOCK_AGENT_TOKEN,
		servingToken: env.INTERLOCK_SERVING_TOKEN,
		quickstartToken: env.INTERLOCK_QUICKSTART_TOKEN,
		quickstartAuthorToken: env.INTERLOCK_QUICKSTART_AUTHOR_TOKEN,
		quickstartReviewerToken: env.INTERLOCK_QUICKSTART_REVIEWER_TOKEN,
		operatorToken: env.INTERLOCK_OPERATOR_TOKEN,
		checkpointKey: env.INTERLOCK_CHECKPOINT_KEY,
		checkpoints: env.INTERLOCK_CHECKPOINTS || `file:${home.replace(/\/+$/, '')}-checkpoints`,
		s3Keys: s3KeysOf(env.INTERLOCK_S3_ACCESS_KEY_ID, env.INTERLOCK_S3_SECRET_ACCESS_KEY),
		smtpUrl: smtpUrlOf(env.INTERLOCK_SMTP_URL),
		mailFrom: env.INTERLOCK_MAIL_FROM || `Interlock <interlock@${new URL(publicUrlOf(env.INTERLOCK_PUBLIC_URL ?? `http://127.0.0.1:${port}`)).hostname}>`,
		quickstart: env.INTERLOCK_QUICKSTART !== 'off',
		blobs: join(home, 'blobs'),
		temporalAddress: env.TEMPORAL_ADDRESS,
	};
}

function portOf(text: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new Error(`INTERLOCK_PORT must be a port, 1 to 65535 (got ${text})`);
}

function s3KeysOf(accessKeyId: string | undefined, secretAccessKey: string | undefined): ServerEnv['s3Keys'] {
	if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
	if (!accessKeyId && !secretAccessKey) return undefined;
	throw new Error('INTERLOCK_S3_ACCESS_KEY_ID and INTERLOCK_S3_SECRET_ACCESS_KEY must be set together');
}

/** `smtp://` or `smtps://` with user and password where the server asks for them. */
function smtpUrlOf(text: string | undefined): string | undefined {
	if (!text) return undefined;
	if (URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol)) return text;
	throw new Error('INTERLOCK_SMTP_URL must be smtp://[user:password@]host[:port], or smtps://');
}

/** Where people reach this instance: scheme, host and port only. */
function publicUrlOf(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin;
	throw new Error(`INTERLOCK_PUBLIC_URL must be http(s)://host[:port] without a path (got ${text})`);
}
