import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** A refusal of the instance, as it said it. */
export class RestError extends Error {
	readonly status: number;
	readonly problem: Record<string, unknown>;

	constructor(status: number, problem: Record<string, unknown>) {
		super(typeof problem.detail === 'string' ? problem.detail : `the instance answered ${status}`);
		this.status = status;
		this.problem = problem;
	}
}

export interface Rest {
	get<T>(path: string): Promise<T>;
	post<T>(path: string, body?: unknown): Promise<T>;
	put<T>(path: string, body: unknown): Promise<T>;
	delete(path: string): Promise<void>;
	/** The answer's bytes as they come. */
	stream(path: string): Promise<ReadableStream>;
	/** Sends a file as the body. */
	upload<T>(path: string, file: string): Promise<T>;
}

/** The instance's REST API at `<url>/api/v1`. Throws RestError for refusals, an Error that names the address when it can't be reached. */
export function createRest(url: string, token: string | null): Rest {
	const send = async (method: string, path: string, init: RequestInit = {}): Promise<Response> => {
		const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...init.headers };
		const answer = await fetch(`${url}/api/v1${path}`, { ...init, method, headers }).catch((error: unknown) => {
			throw new Error(
				`Interlock can't be reached at ${url} (${error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : error}); is it running?`,
			);
		});
		if (answer.ok) return answer;
		const text = await answer.text();
		throw new RestError(answer.status, (parse(text) ?? { detail: text.slice(0, 300) }) as Record<string, unknown>);
	};
	const call = async <T>(method: string, path: string, init?: RequestInit): Promise<T> => parse(await (await send(method, path, init)).text()) as T;
	const json = (body: unknown): RequestInit => (body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
	return {
		get: (path) => call('GET', path),
		post: (path, body) => call('POST', path, json(body)),
		put: (path, body) => call('PUT', path, json(body)),
		delete: (path) => call('DELETE', path),
		stream: async (path) => (await send('GET', path)).body ?? new ReadableStream(),
		upload: (path, file) =>
			call('POST', path, {
				body: Readable.toWeb(createReadStream(file)) as ReadableStream,
				headers: { 'content-type': 'application/octet-stream' },
				...({ duplex: 'half' } as RequestInit),
			}),
	};
}

function parse(text: string): unknown {
	try {
		return text === '' ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}
