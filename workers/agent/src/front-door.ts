import { setTimeout as sleep } from 'node:timers/promises';
import {
	type AgentRegistration,
	type AgentTerms,
	type AssignedAttempt,
	type AttemptFinish,
	agentTerms,
	assignedWork,
	type LeaseRenewal,
	type LogChunk,
	type RenewedLease,
	renewedLease,
	type WorkRequest,
} from '@interlock/contracts/agent';

/** The front door's answer was not what was asked for; `status` is null when it could not be reached. */
export class FrontDoorError extends Error {
	readonly status: number | null;
	constructor(message: string, status: number | null) {
		super(message);
		this.name = 'FrontDoorError';
		this.status = status;
	}
}

/** True when the attempt is no longer this agent's: another lease was given, it ended, or it was deleted. */
export function isStale(error: unknown): boolean {
	return error instanceof FrontDoorError && (error.status === 409 || error.status === 404);
}

/** The agent's requests. All throw FrontDoorError; none repeats itself. */
export interface FrontDoor {
	register(registration: AgentRegistration, signal?: AbortSignal): Promise<AgentTerms>;
	/** Waits up to `waitMs`; null when there is nothing to do. */
	work(request: WorkRequest, signal: AbortSignal): Promise<AssignedAttempt | null>;
	renew(attemptId: string, renewal: LeaseRenewal): Promise<RenewedLease>;
	sendLog(attemptId: string, chunk: LogChunk): Promise<void>;
	finish(attemptId: string, finish: AttemptFinish, timeoutMs?: number): Promise<void>;
	openBlob(attemptId: string, sha256: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

const TIMEOUT_MS = 10_000;
const BLOB_TIMEOUT_MS = 10 * 60_000;

/** A client of the front door's agent routes. `token` is of kind `wrk`. */
export function createFrontDoor(serverUrl: string, token: string): FrontDoor {
	const call = async (path: string, body: unknown, signal: AbortSignal): Promise<Response> => {
		const post = body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
		const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
		const response = await fetch(`${serverUrl}/api/v1/agent/${path}`, { ...post, headers, signal }).catch((error: unknown) => {
			throw new FrontDoorError(`the front door can't be reached (${causeOf(error)})`, null);
		});
		if (response.ok) return response;
		const text = await response.text().catch(() => '');
		throw new FrontDoorError(`the front door answered ${response.status} to ${path}: ${text.slice(0, 300)}`, response.status);
	};
	const within = (timeoutMs: number, signal?: AbortSignal) =>
		signal === undefined ? AbortSignal.timeout(timeoutMs) : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
	const attempt = (id: string, verb: string) => `attempts/${id}/${verb}`;
	return {
		register: async (registration, signal) => agentTerms.parse(await (await call('register', registration, within(TIMEOUT_MS, signal))).json()),
		work: async (request, signal) => {
			const response = await call('work', request, within(request.waitMs + TIMEOUT_MS, signal));
			return response.status === 204 ? null : assignedWork.parse(await response.json()).attempt;
		},
		renew: async (id, renewal) => renewedLease.parse(await (await call(attempt(id, 'renew'), renewal, within(TIMEOUT_MS))).json()),
		sendLog: async (id, chunk) => void (await call(attempt(id, 'logs'), chunk, within(TIMEOUT_MS))),
		finish: async (id, finish, timeoutMs = TIMEOUT_MS) => void (await call(attempt(id, 'finish'), finish, within(timeoutMs))),
		openBlob: async (id, sha256, signal) => {
			const { body } = await call(attempt(id, `blobs/${sha256}`), undefined, within(BLOB_TIMEOUT_MS, signal));
			if (body === null) throw new FrontDoorError(`the front door answered blob ${sha256} without bytes`, 200);
			return body;
		},
	};
}

/** Repeats a request while the front door is away or in trouble, one to five seconds apart, until it answers or `signal` fires. Other refusals are thrown. */
export async function untilAnswered<T>(request: () => Promise<T>, signal: AbortSignal, onRetry?: (error: FrontDoorError) => void): Promise<T> {
	for (let pauseMs = 250; ; pauseMs = Math.min(5000, pauseMs * 2)) {
		signal.throwIfAborted();
		try {
			return await request();
		} catch (error) {
			if (!(error instanceof FrontDoorError) || !mayPass(error.status)) throw error;
			onRetry?.(error);
			await sleep(pauseMs, undefined, { signal });
		}
	}
}

/** A wrong token may be put right (secrets are rotated while both run), so it's waited for like a front door that is away. */
function mayPass(status: number | null): boolean {
	return status === null || status >= 500 || status === 401 || status === 403 || status === 429;
}

function causeOf(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown';
	const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : error.name;
	return cause;
}
