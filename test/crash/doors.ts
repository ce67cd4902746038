import { readFile } from 'node:fs/promises';
import type { Stack } from '@interlock/testkit/stack';
import { pause } from './kills.ts';

/** The instance's REST API as one of the quickstart's people. */
export interface Door {
	call<T>(method: string, path: string, body?: unknown): Promise<T>;
	/** Pushes a month of flights. */
	pushMonth(file: string, period: string): Promise<void>;
}

export const PLACE = '/projects/interlock/nyc-flights';

export function doorOf(stack: Stack, token: string): Door {
	const send = async <T>(method: string, path: string, init: RequestInit): Promise<T> => {
		const answer = await fetch(`${stack.url}/api/v1${path}`, { ...init, method, headers: { authorization: `Bearer ${token}`, ...init.headers } });
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
		return (text ? JSON.parse(text) : undefined) as T;
	};
	return {
		call: (method, path, body) => send(method, path, body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
		pushMonth: async (file, period) => {
			await send('POST', `${PLACE}/datasets/nyc-flights/versions?format=parquet&period=${period}`, {
				body: new Uint8Array(await readFile(file)),
				headers: { 'content-type': 'application/octet-stream' },
			});
		},
	};
}

/** Asks until the answer is more than undefined; throws after two minutes. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, limitMs = 120_000): Promise<T> {
	const deadlineMs = Date.now() + limitMs;
	for (;;) {
		const answer = await ask().catch(() => undefined);
		if (answer !== undefined) return answer;
		if (Date.now() > deadlineMs) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
		await pause(200);
	}
}
