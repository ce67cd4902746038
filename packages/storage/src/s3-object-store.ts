import type { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { ObjectStore } from './object-store.ts';
import type { S3Place } from './s3-place.ts';

export interface S3Keys {
	accessKeyId: string;
	secretAccessKey: string;
}

const CONNECT_MS = 5_000;
const ANSWER_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * Objects of an S3-compatible store by AWS's own client. Without keys its usual chain is asked: a role, a profile, the environment. Each
 * object is sent with its sha256, which the store checks, and only where there is none yet (`If-None-Match: *`). Throws one sentence with
 * the place and what the store said.
 */
export function createS3ObjectStore(place: S3Place, keys?: S3Keys, now = () => Date.now()): ObjectStore {
	const name = `s3://${place.bucket}${place.prefix ? `/${place.prefix}` : ''}${place.endpoint ? ` at ${place.endpoint}` : ''}`;
	let opened: Promise<S3Client> | null = null;
	const client = () => {
		opened ??= openClient(place, keys);
		return opened;
	};
	const at = (key: string) => ({ Bucket: place.bucket, Key: place.prefix ? `${place.prefix}/${key}` : key });
	const fail = (error: unknown): never => {
		throw new Error(`${name}: ${sentenceOf(error)}`);
	};
	return {
		place: name,
		putOnce: async (key, bytes) => {
			const { PutObjectCommand } = await sdk();
			const lock =
				place.retainDays === undefined ? {} : { ObjectLockMode: 'COMPLIANCE' as const, ObjectLockRetainUntilDate: new Date(now() + place.retainDays * DAY_MS) };
			const put = new PutObjectCommand({ ...at(key), Body: bytes, IfNoneMatch: '*', ChecksumAlgorithm: 'SHA256', ...lock });
			return (await client()).send(put).then(
				() => true,
				(error: unknown) => (statusOf(error) === 412 ? false : fail(error)),
			);
		},
		read: async (key) => {
			const { GetObjectCommand } = await sdk();
			try {
				const { Body } = await (await client()).send(new GetObjectCommand(at(key)));
				return Buffer.from((await Body?.transformToByteArray()) ?? []);
			} catch (error) {
				return nameOf(error) === 'NoSuchKey' ? null : fail(error);
			}
		},
	};
}

/** Loaded by its first use: most parts that keep artifacts never speak to an object store. */
function sdk() {
	return import('@aws-sdk/client-s3');
}

async function openClient({ endpoint, region }: S3Place, keys: S3Keys | undefined): Promise<S3Client> {
	const { S3Client } = await sdk();
	return new S3Client({
		region,
		...(endpoint ? { endpoint, forcePathStyle: true } : {}),
		...(keys ? { credentials: keys } : {}),
		requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
	});
}

function statusOf(error: unknown): number | undefined {
	return (error as Partial<S3ServiceException>)?.$metadata?.httpStatusCode;
}

function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : '';
}

function sentenceOf(error: unknown): string {
	if (statusOf(error) === 501) return 'the store does not know If-None-Match, without which an object could be written over';
	return error instanceof Error ? `${error.name}, ${error.message}` : String(error);
}
