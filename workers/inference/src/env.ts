import { z } from 'zod';

const bytes = z.coerce.number().int().positive();

const Env = z.object({
	INTERLOCK_HOME: z.string().min(1),
	INTERLOCK_SERVER_URL: z.url(),
	INTERLOCK_SERVING_TOKEN: z.string().min(1),
	INTERLOCK_TOKEN_PEPPER: z.string().min(1),
	INTERLOCK_INFERENCE_PORT: z.coerce.number().int().min(0).max(65535).default(4101),
	INTERLOCK_INFERENCE_HOST: z.string().default('127.0.0.1'),
	INTERLOCK_INFERENCE_MAX_BODY_BYTES: bytes.default(8 * 1024 * 1024),
	INTERLOCK_INFERENCE_MAX_ROWS: bytes.default(50_000),
	INTERLOCK_INFERENCE_SPOOL_MAX_BYTES: bytes.default(256 * 1024 * 1024),
	INTERLOCK_INFERENCE_THREADS: z.coerce.number().int().min(1).max(64).default(1),
});

export interface InferenceSettings {
	/** Folder of everything this server keeps: route table, blobs, prediction spool. */
	folder: string;
	frontDoorUrl: string;
	servingToken: string;
	tokenPepper: string;
	host: string;
	/** 0 = any free port. */
	port: number;
	maxBodyBytes: number;
	maxRows: number;
	spoolMaxBytes: number;
	intraOpThreads: number;
}

/** The settings in the environment. Throws an Error with one line that names every variable that's missing or wrong. */
export function readEnv(): InferenceSettings {
	const result = Env.safeParse(process.env);
	if (!result.success) throw new Error(`environment: ${result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
	const env = result.data;
	return {
		folder: `${env.INTERLOCK_HOME}/inference`,
		frontDoorUrl: env.INTERLOCK_SERVER_URL.replace(/\/+$/, ''),
		servingToken: env.INTERLOCK_SERVING_TOKEN,
		tokenPepper: env.INTERLOCK_TOKEN_PEPPER,
		host: env.INTERLOCK_INFERENCE_HOST,
		port: env.INTERLOCK_INFERENCE_PORT,
		maxBodyBytes: env.INTERLOCK_INFERENCE_MAX_BODY_BYTES,
		maxRows: env.INTERLOCK_INFERENCE_MAX_ROWS,
		spoolMaxBytes: env.INTERLOCK_INFERENCE_SPOOL_MAX_BYTES,
		intraOpThreads: env.INTERLOCK_INFERENCE_THREADS,
	};
}
