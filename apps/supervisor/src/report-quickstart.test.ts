import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { reportQuickstart } from './report-quickstart.ts';

const FIGURES = [undefined, { rows: 26398, error: 12.190001 }, {}];
let server: Server | undefined;

afterEach(() => server?.close());

/** A front door that gives one answer after the other, the last one for ever. */
async function answering(answers: unknown[]): Promise<string> {
	server = createServer((request, response) => {
		const known = request.headers.authorization === 'Bearer secret';
		response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ quickstart: answers.length > 1 ? answers.shift() : answers[0] }));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

test('says what was done before in one line, then each turn of a step once, and ends when the quickstart is complete', async () => {
	const steps = (...states: string[]) => ['Make project', 'Push January', 'Train'].map((name, i) => ({ name, state: states[i], figures: FIGURES[i] }));
	const serverUrl = await answering([
		null,
		{ state: 'running', steps: steps('done', 'running', 'waiting') },
		{ state: 'running', steps: steps('done', 'done', 'waiting') },
		{ state: 'waiting-for-review', steps: steps('done', 'done', 'done') },
		{ state: 'complete', steps: steps('done', 'done', 'done') },
	]);
	const lines: string[] = [];
	const signal = new AbortController().signal;
	await reportQuickstart({ serverUrl, publicUrl: 'http://here', token: 'secret', say: (line) => lines.push(line), signal, pollMs: 10 });
	expect(lines).toEqual([
		'  Quickstart: 1 of 3 steps are done',
		'  Quickstart 2/3: Push January: running (rows 26,398, error 12.19)',
		'  Quickstart 2/3: Push January: done (rows 26,398, error 12.19)',
		'  Quickstart 3/3: Train: done',
		'  Quickstart: its last change waits for your review at http://here',
		'  Quickstart: complete',
	]);
});

test('keeps asking while the front door is down, and ends when it is told to', async () => {
	const halt = new AbortController();
	setTimeout(() => halt.abort(), 100);
	const lines: string[] = [];
	await reportQuickstart({ serverUrl: 'http://127.0.0.1:1', publicUrl: '', token: 'x', say: (line) => lines.push(line), signal: halt.signal, pollMs: 10 });
	expect(lines).toEqual([]);
});
