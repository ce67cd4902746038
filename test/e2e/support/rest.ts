import { setTimeout as sleep } from 'node:timers/promises';
import { stackFacts } from './stack-facts.ts';

export interface Answer<T> {
	status: number;
	body: T;
}

/** Calls the REST API with a token; refusals are answers too. */
export async function ask<T>(token: string, method: string, path: string, body?: unknown): Promise<Answer<T>> {
	const answer = await fetch(`${stackFacts().url}/api/v1${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
}

/** The same where nothing but success is expected. */
export async function call<T>(token: string, method: string, path: string, body?: unknown): Promise<T> {
	const answer = await ask<T>(token, method, path, body);
	if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
	return answer.body;
}

/** Asks until the answer is more than undefined. Throws after the limit. */
export async function until<T>(what: string, question: () => Promise<T | undefined>, limitMs = 120_000): Promise<T> {
	const deadlineMs = Date.now() + limitMs;
	for (;;) {
		const answer = await question();
		if (answer !== undefined) return answer;
		if (Date.now() > deadlineMs) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
		await sleep(250);
	}
}
