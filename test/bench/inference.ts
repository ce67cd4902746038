// Figures of the prediction door: `node test/bench/inference.ts [seconds per round] [rounds]`. Prints, asserts nothing.
// Each round drives the echo (node:http that reads the body and answers a fixed text: the ceiling) and the real worker one after the other, so that the
// ratio holds on a busy machine. The front door is away meanwhile: what is measured is answering with every row written to the log.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openModel } from '../../packages/scoring/src/index.ts';
import { FAKE_SERVING_TOKEN, startFakeFrontDoor } from '../../workers/inference/test-support/fake-front-door.ts';
import { endpointOf, entryOf, fixture, makeToken, PEPPER, tableOf } from '../../workers/inference/test-support/route-tables.ts';

const CONNECTIONS = 32;
const seconds = Number(process.argv[2] ?? 2);
const rounds = Number(process.argv[3] ?? 5);
const WORKER = fileURLToPath(new URL('../../workers/inference/src/main.ts', import.meta.url));
const ECHO = `require('node:http').createServer((q, r) => { const c = []; q.on('data', (d) => c.push(d)); q.on('end', () => { Buffer.concat(c).toString(); r.setHeader('content-type', 'application/json'); r.end('{"predictions":[33]}'); }); }).listen(0, '127.0.0.1', function () { console.log(JSON.stringify({ port: this.address().port })); });`;

const token = makeToken();
const row = { carrier: 'UA', origin: 'EWR', dep_delay: 10, temp: 40 };
const one = JSON.stringify({ dataframe_records: [row] });
const hundred = JSON.stringify({ dataframe_records: Array(100).fill(row) });

const fake = await startFakeFrontDoor();
const home = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
const candidate = { role: 'candidate', weight: 50, rolloutId: 'r', stepKey: 's' } as const;
fake.publish(
	tableOf(
		1,
		[
			endpointOf('plain', [entryOf(fake, 'pipeline', 1)]),
			endpointOf('split', [entryOf(fake, 'pipeline', 1, { weight: 50 }), entryOf(fake, 'pipeline', 2, candidate)]),
		],
		[token.served],
	),
);
const echo = startProcess(['-e', ECHO], {});
const worker = startProcess([WORKER], {
	INTERLOCK_HOME: home,
	INTERLOCK_SERVER_URL: fake.url,
	INTERLOCK_SERVING_TOKEN: FAKE_SERVING_TOKEN,
	INTERLOCK_TOKEN_PEPPER: PEPPER,
	INTERLOCK_INFERENCE_PORT: '0',
	INTERLOCK_INFERENCE_SPOOL_MAX_BYTES: String(4e9),
});
try {
	const [echoPort, workerPort] = [await echo.port, await worker.port];
	while (!fake.acks.includes(1)) await new Promise((resolve) => setTimeout(resolve, 20));
	await fake.goAway();
	const runs = [
		{ name: 'node:http echo', port: echoPort, endpoint: 'plain', body: one },
		{ name: 'one row', port: workerPort, endpoint: 'plain', body: one },
		{ name: 'one row, split 50/50', port: workerPort, endpoint: 'split', body: one },
		{ name: '100 rows', port: workerPort, endpoint: 'plain', body: hundred },
	];
	for (const run of runs) await drive(run.port, run.endpoint, run.body, 0.5);
	const rates = runs.map(() => [] as { perSecond: number; p50Ms: number; p99Ms: number }[]);
	for (let round = 0; round < rounds; round++) for (const [i, run] of runs.entries()) rates[i]?.push(await drive(run.port, run.endpoint, run.body, seconds));
	console.log(`${CONNECTIONS} connections, ${rounds} interleaved rounds of ${seconds} s, LightGBM pipeline of 20 trees, auth + split + log on`);
	for (const [i, run] of runs.entries()) {
		const ratios = rates[i]?.map((rate, round) => rate.perSecond / (rates[0]?.[round]?.perSecond ?? 1)) ?? [];
		const of = (key: 'perSecond' | 'p50Ms' | 'p99Ms') => median(rates[i]?.map((rate) => rate[key]) ?? []);
		console.log(
			`${run.name.padEnd(22)} ${of('perSecond').toFixed(0).padStart(7)} requests/s  ratio ${median(ratios).toFixed(2)}  p50 ${of('p50Ms').toFixed(2)} ms  p99 ${of('p99Ms').toFixed(2)} ms`,
		);
	}
	await benchInProcess();
} finally {
	echo.child.kill('SIGKILL');
	worker.child.kill('SIGKILL');
	await rm(home, { recursive: true, force: true });
}

async function benchInProcess(): Promise<void> {
	const model = await openModel({ files: fixture('pipeline') });
	const rows = 27_000;
	const month = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Array(rows).fill(value)]));
	await model.predictColumns(month);
	const startedMs = performance.now();
	await model.predictColumns(month);
	const monthMs = performance.now() - startedMs;
	const single = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]]));
	const singles = 20_000;
	const singleMs = performance.now();
	for (let i = 0; i < singles; i++) await model.predict(single);
	const perSecond = (singles / (performance.now() - singleMs)) * 1000;
	console.log(
		`in process: a month of ${rows} rows in ${monthMs.toFixed(0)} ms (${((rows / monthMs) * 1000).toFixed(0)} rows/s); one row after the other ${perSecond.toFixed(0)} rows/s`,
	);
}

function startProcess(args: string[], env: Record<string, string>) {
	const child = spawn(process.execPath, args, {
		env: { PATH: '/usr/bin:/bin', NODE_ENV: 'production', ...env },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const port = new Promise<number>((resolve) => {
		let text = '';
		child.stdout.on('data', (chunk) => {
			text += String(chunk);
			const found = /"port":(\d+)/.exec(text);
			if (found) resolve(Number(found[1]));
		});
	});
	return { child, port };
}

/** One request in flight on each connection, over plain sockets: the client costs as little as it can. */
async function drive(port: number, endpoint: string, body: string, runSeconds: number): Promise<{ perSecond: number; p50Ms: number; p99Ms: number }> {
	const head = (key: number) =>
		`POST /serve/acme/flights/${endpoint}/invocations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token.text}\r\nContent-Type: application/json\r\nX-Interlock-Sticky-Key: k${key}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
	const latencies: number[] = [];
	const startedMs = performance.now();
	const untilMs = startedMs + runSeconds * 1000;
	await Promise.all(
		Array.from({ length: CONNECTIONS }, async (_, connection) => {
			const request = Buffer.from(head(connection) + body);
			const socket = connect(port, '127.0.0.1').setNoDelay(true);
			let sentMs = 0;
			let text = '';
			const send = () => {
				sentMs = performance.now();
				socket.write(request);
			};
			await new Promise<void>((resolve, reject) => {
				socket.on('error', reject);
				socket.on('connect', send);
				socket.on('data', (chunk) => {
					text += chunk.toString('latin1');
					const end = text.indexOf('\r\n\r\n');
					const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
					if (end < 0 || text.length < end + 4 + length) return;
					if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.slice(0, 300)));
					text = '';
					latencies.push(performance.now() - sentMs);
					if (performance.now() < untilMs) send();
					else resolve();
				});
			}).finally(() => socket.destroy());
		}),
	);
	latencies.sort((a, b) => a - b);
	const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
	return { perSecond: (latencies.length / (performance.now() - startedMs)) * 1000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
