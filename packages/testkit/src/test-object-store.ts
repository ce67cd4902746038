import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@interlock/db/embedded';
import { ensureProgram, findPython } from '@interlock/temporal/embedded';
import { afterAll } from 'vitest';
import { cacheDir, passedOn } from './env.ts';

const REQUIREMENTS = join(import.meta.dirname, 'object-store-requirements.txt');
const READY_MS = 60_000;
/** Of no key that is real: the server reads who asks and checks no signature. */
const SIGNED = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';

/** A server that speaks S3 (moto, installed from hashed wheels at the first use), of this file's own; everything is in its memory. */
export interface TestObjectStore {
	/** Makes a bucket, with Object Lock where asked; returns its place: `s3://<name>?endpoint=<url>`. */
	bucket(name: string, options?: { lock?: boolean }): Promise<string>;
	/** Until when an object is locked. */
	retention(bucket: string, key: string): Promise<{ mode: string | null; until: string | null }>;
}

export async function testObjectStore(): Promise<TestObjectStore> {
	const program = await ensureProgram({ cacheDir: cacheDir() }, { program: 'moto_server', requirements: REQUIREMENTS });
	const port = await freePort();
	const server = spawn(pythonPath(), [program, '-H', '127.0.0.1', '-p', String(port)], {
		env: { ...passedOn(), PYTHONPATH: dirname(dirname(program)) },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	afterAll(() => end(server));
	const url = `http://127.0.0.1:${port}`;
	await answers(url, server);
	const call = async (method: string, path: string, headers: Record<string, string> = {}) => {
		const answer = await fetch(`${url}/${path}`, { method, headers: { authorization: SIGNED, ...headers } });
		if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
		return answer.headers;
	};
	return {
		bucket: async (name, { lock = false } = {}) => {
			await call('PUT', name, lock ? { 'x-amz-bucket-object-lock-enabled': 'true' } : {});
			return `s3://${name}?endpoint=${url}`;
		},
		retention: async (bucket, key) => {
			const headers = await call('HEAD', `${bucket}/${key}`);
			return { mode: headers.get('x-amz-object-lock-mode'), until: headers.get('x-amz-object-lock-retain-until-date') };
		},
	};
}

function pythonPath(): string {
	const found = findPython();
	if (!found) throw new Error('No Python >= 3.10 was found');
	return found.path;
}

async function answers(url: string, server: ChildProcess): Promise<void> {
	let said = '';
	server.stderr?.setEncoding('utf8').on('data', (text: string) => {
		said += text;
	});
	const deadlineMs = Date.now() + READY_MS;
	while (!(await fetch(url).catch(() => null))) {
		if (server.exitCode !== null || Date.now() > deadlineMs) throw new Error(`the object store of the tests did not start: ${said.slice(-2000)}`);
		await sleep(100);
	}
}

async function end(server: ChildProcess): Promise<void> {
	if (server.exitCode !== null) return;
	const gone = once(server, 'exit');
	server.kill('SIGKILL');
	await gone;
}
