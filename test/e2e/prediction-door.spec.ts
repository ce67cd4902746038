import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { flightsOf } from './support/flights.ts';
import { ENDPOINT, PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { call, until } from './support/rest.ts';
import { say, stackFacts } from './support/stack-facts.ts';

// The prediction door as callers from outside reach it: through the front door's port.

const PATH = `/serve/${PROJECT.org}/${PROJECT.slug}/${ENDPOINT}/invocations`;

interface Refusal {
	status: number;
	error_code?: string;
	message?: string;
}

let good: { columns: string[]; data: (number | string | null)[][] };
let token: string;

test.beforeAll(async () => {
	await quickstartStep(UNTIL);
	token = stackFacts().secrets.quickstartAuthorToken;
	const [flight] = await flightsOf('2013-03');
	if (!flight) throw new Error('March has no flights');
	good = { columns: flight.columns, data: [flight.values] };
});

async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = PATH): Promise<Refusal> {
	const answer = await fetch(stackFacts().url + path, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
		body,
	});
	return { status: answer.status, ...((await answer.json()) as Omit<Refusal, 'status'>) };
}

const asks = (change: object = {}) => JSON.stringify({ dataframe_split: { ...good, ...change } });
/** The good flight with something else in one column. */
const goodBut = (column: string, value: unknown) => asks({ data: [good.data[0]?.map((old, i) => (good.columns[i] === column ? value : old))] });

/** Sent as they are: clients tidy paths up. */
function rawPost(path: string): Promise<number> {
	const { hostname, port } = new URL(stackFacts().url);
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname);
		let text = '';
		socket.on('data', (chunk) => (text += String(chunk)));
		socket.on('error', reject);
		socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)));
		socket.write(`POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
	});
}

/** Requests of the last hour, as the endpoint's chart counts them. */
async function countRequests(): Promise<number> {
	const { charts } = await call<{ charts: { points: { requests: number }[] } }>(token, 'GET', `${PROJECT.rest}/endpoints/${ENDPOINT}`);
	return charts.points.reduce((sum, point) => sum + point.requests, 0);
}

test('what callers get wrong is refused with field, value and limit, and no prediction is kept of it', async () => {
	const before = await countRequests();
	const cases: [string, Promise<Refusal>, number, RegExp][] = [
		['broken JSON', send('{"instances":['), 400, /^body: not JSON/],
		['a wrong type', send(goodBut('temp', 'warm')), 400, /^temp: row 0 must be a number .*got "warm"/],
		['an unknown column', send(asks({ columns: [...good.columns, 'tail'], data: [[...(good.data[0] ?? []), 1]] })), 400, /^tail: /],
		['NaN', send(goodBut('temp', 'PUT NaN HERE').replace('"PUT NaN HERE"', 'NaN')), 400, /^temp: .*NaN/],
		['too many rows', send(JSON.stringify({ instances: Array(50_001).fill(0) })), 400, /50001 rows, the limit is 50000/],
		['a body over the limit', send(' '.repeat(8 * 1024 * 1024 + 1)), 413, /limit of 8388608 bytes/],
		['another media type', send('a,b', { 'content-type': 'text/csv' }), 415, /text\/csv/],
		['no token', send(asks(), { authorization: '' }), 401, /./],
		['an unknown token', send(asks(), { authorization: `Bearer ${token.slice(0, -4)}aaaa` }), 401, /./],
		["a token of the agents' kind", send(asks(), { authorization: 'Bearer wrk_none' }), 401, /./],
		['an unknown endpoint', send(asks(), {}, PATH.replace(ENDPOINT, 'nowhere')), 404, /nowhere: not found/],
		["a stranger's project", send(asks(), {}, PATH.replace(PROJECT.slug, 'theirs')), 404, /not found/],
	];
	for (const [what, answer, status, message] of cases) {
		const { status: seen, message: said } = await answer;
		expect({ what, status: seen, said }).toEqual({ what, status, said: expect.stringMatching(message) });
	}
	const paths = [
		'/serve/../../etc/passwd',
		'/serve/%2e%2e/%2e%2e/etc/passwd',
		`${PATH}/../../../x`,
		'/serve/%ff/x/y/invocations',
		'/serve/a%00b/x/y/invocations',
		'/serve/',
	];
	for (const path of paths) expect(await rawPost(path), path).toBeGreaterThanOrEqual(400);
	for (const path of paths) expect(await rawPost(path), path).toBeLessThan(500);
	const requestId = `door-${Date.now()}`;
	expect((await send(asks(), { 'x-request-id': requestId })).status).toBe(200);
	const counted = await until('the good one to be counted', async () => {
		const now = await countRequests();
		return now > before ? now : undefined;
	});
	expect(counted, `only the good one of ${cases.length + 1} requests is kept`).toBe(before + 1);
	say(`${cases.length} bad bodies and tokens and ${paths.length} odd paths were refused; 1 good request was kept`);
});
