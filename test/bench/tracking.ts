// Figures of the tracking door: `node test/bench/tracking.ts postgres://...` (a server where databases can be made). Prints, asserts nothing.
// The real MLflow app over HTTP in this process, real tokens, a database of its own; driver, server and Postgres share the machine's cores.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { connectDatabase, inTransaction, migrateDatabase } from '@interlock/db';
import { apiToken, membership, organization, person, project } from '@interlock/db/tables';
import { createMlflowApp } from '@interlock/mlflow';
import { furnishProject } from '@interlock/services/project';
import { loadToken, makeTokenSecret } from '@interlock/services/token';
import { Hono } from 'hono';
import { createLocalArtifactStore } from '../../packages/storage/src/index.ts';

const server = process.argv[2];
if (!server) throw new Error('Give the URL of a Postgres server.');
const PEPPER = 'bench';
const name = `bench_${randomUUID().replaceAll('-', '')}`;
const admin = await connectDatabase(server, { max: 1 });
await admin.sql.unsafe(`create database ${name}`);
const url = new URL(server);
url.pathname = `/${name}`;
await migrateDatabase(url.href);
const db = await connectDatabase(url.href, { max: 16 });

const token = await inTransaction(db, async (tx) => {
	const [org] = await tx.insert(organization).values({ slug: 'bench', name: 'bench' }).returning();
	const [who] = await tx.insert(person).values({ email: 'bench@example.test', name: 'bench' }).returning();
	if (!org || !who) throw new Error('no organization');
	await tx.insert(membership).values({ orgId: org.id, userId: who.id, roles: ['contributor'] });
	const [at] = await tx.insert(project).values({ orgId: org.id, slug: 'bench', name: 'bench' }).returning();
	if (!at) throw new Error('no project');
	await furnishProject(tx, { orgId: org.id, projectId: at.id, createdBy: 'bench', now: new Date() });
	const secret = makeTokenSecret('pat', PEPPER);
	await tx.insert(apiToken).values({
		orgId: org.id,
		kind: 'pat',
		name: 'bench',
		keyId: secret.keyId,
		secretHash: secret.secretHash,
		ownerUserId: who.id,
		scopes: ['run:read', 'run:write'],
		expiresAt: new Date(Date.now() + 3_600_000),
	});
	return secret.text;
});
const folder = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
const storage = createLocalArtifactStore(folder);
const app = createMlflowApp({
	onError: (error) => console.error(error),
	context: async (c) => {
		const actor = await loadToken(db, PEPPER, (c.req.header('authorization') ?? '').slice('Bearer '.length));
		if (!actor) throw new Error('token');
		return {
			ctx: { db, actor, now: () => new Date(), storage, tokenPepper: PEPPER, request: { id: randomUUID() } },
			place: { org: 'bench', project: 'bench' },
		};
	},
});
const http = createServer(getRequestListener(new Hono().route('/', app).fetch, { overrideGlobalObjects: false }));
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/2.0/mlflow`;

async function post(path: string, body: object): Promise<Record<string, never>> {
	const answer = await fetch(`${base}/${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
	return (await answer.json()) as Record<string, never>;
}

async function newRun(): Promise<string> {
	const made = (await post('runs/create', { experiment_id: '0' })) as { run?: { info: { run_id: string } } };
	return made.run?.info.run_id ?? '';
}

/** `total` calls by `writers` at once; says calls per second and the 50th and 95th percentile in ms. */
async function measure(what: string, writers: number, total: number, unit: number, call: (writer: number, i: number) => Promise<unknown>): Promise<void> {
	const timesMs: number[] = [];
	const begunMs = performance.now();
	await Promise.all(
		Array.from({ length: writers }, async (_, writer) => {
			for (let i = 0; i < total / writers; i++) {
				const fromMs = performance.now();
				await call(writer, i);
				timesMs.push(performance.now() - fromMs);
			}
		}),
	);
	const seconds = (performance.now() - begunMs) / 1000;
	timesMs.sort((a, b) => a - b);
	const at = (q: number) => (timesMs[Math.floor(q * timesMs.length)] ?? 0).toFixed(1);
	console.log(
		`${what}: ${Math.round(total / seconds)} calls/s${unit > 1 ? `, ${Math.round((total * unit) / seconds)} rows/s` : ''}, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
	);
}

const runs = await Promise.all(Array.from({ length: 8 }, newRun));
const point = (key: string, step: number) => ({ key, value: Math.sin(step), timestamp: 1_700_000_000_000 + step, step });
await measure('log-metric, 1 writer', 1, 500, 1, (_, i) => post('runs/log-metric', { run_id: runs[0], ...point('one', i) }));
await measure('log-metric, 8 writers', 8, 2000, 1, (w, i) => post('runs/log-metric', { run_id: runs[w], ...point('loss', i) }));
const batch = (key: string, from: number) => Array.from({ length: 1000 }, (_, j) => point(key, from + j));
await measure('log-batch of 1,000, 1 writer', 1, 100, 1000, (_, i) => post('runs/log-batch', { run_id: runs[1], metrics: batch('big', i * 1000) }));
await measure('log-batch of 1,000, 8 writers', 8, 200, 1000, (w, i) => post('runs/log-batch', { run_id: runs[w], metrics: batch(`big${w}`, i * 1000) }));
await measure('runs/create', 4, 400, 1, newRun);
const curve = async (key: string) => {
	const answer = await fetch(`${base}/metrics/get-history-bulk-interval?run_ids=${runs[1]}&metric_key=${key}&max_results=320`, {
		headers: { authorization: `Bearer ${token}` },
	});
	return answer.json();
};
await measure('a curve of 100,000 points thinned to 320', 1, 5, 1, () => curve('big'));
for (let i = 0; i < 20; i++) {
	await db.sql`insert into run (id, org_id, project_id, experiment_id, name, status, started_at_ms, started_by)
		select gen_random_uuid(), p.org_id, p.id, e.id, 'seed ' || g, 'FINISHED', 1000 + g, 'bench' from project p join experiment e on e.project_id = p.id, generate_series(${i * 500}::int, ${i * 500 + 499}::int) g`;
}
await db.sql`insert into metric_latest (run_id, key, step, timestamp_ms, value) select id, 'acc', 1, 1, random() from run where name like 'seed %'`;
await db.sql`insert into run_param (run_id, key, value) select id, 'lr', (abs(hashtext(id::text)) % 5)::text from run where name like 'seed %'`;
await db.sql`analyze`;
const search = { experiment_ids: ['0'], filter: "metrics.acc > 0.9 AND params.lr = '1'", order_by: ['metrics.acc DESC'], max_results: 100 };
await measure('search of 10,000 runs by metric and param, ordered by metric', 1, 20, 1, () => post('runs/search', search));
await measure('newest 50 of 10,000 runs', 1, 50, 1, () => post('runs/search', { experiment_ids: ['0'], max_results: 50 }));

const MIB = 1024 * 1024;
const artifact = `${base.replace('/mlflow', '/mlflow-artifacts')}/artifacts/0/${runs[0]}/artifacts/big.bin`;
const headers = { authorization: `Bearer ${token}` };
let peakBytes = 0;
const watch = setInterval(() => {
	peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
}, 50);
const beforeBytes = process.memoryUsage().rss;
const chunk = Buffer.alloc(MIB, 7);
const body = Readable.toWeb(
	Readable.from(
		(async function* () {
			for (let i = 0; i < 512; i++) yield chunk;
		})(),
	),
);
const upMs = performance.now();
const put = await fetch(artifact, { method: 'PUT', headers, body, duplex: 'half' } as unknown as RequestInit);
const downMs = performance.now();
let read = 0;
for await (const piece of (await fetch(artifact, { headers })).body as unknown as AsyncIterable<Uint8Array>) read += piece.byteLength;
const doneMs = performance.now();
clearInterval(watch);
console.log(
	`an artifact of 512 MiB: up ${Math.round(512_000 / (downMs - upMs))} MiB/s (${put.status}), down ${Math.round(512_000 / (doneMs - downMs))} MiB/s (${read / MIB} MiB), memory +${Math.round((peakBytes - beforeBytes) / MIB)} MiB`,
);

await rm(folder, { recursive: true });
await new Promise((resolve) => http.close(resolve));
http.closeAllConnections();
await db.close();
await admin.sql.unsafe(`drop database ${name} with (force)`);
await admin.close();
