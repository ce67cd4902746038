// What the audit log costs: `node test/bench/audit-rate.ts`. Registers models with 16 clients at once, by turns with the log and with `recordAudit`
// replaced by nothing, each in a process of its own on the same durable Postgres; where the log is on, the sequencer seals beside it.
// Prints mutations per second and their ratio. The product has no such switch: it is the module loader of this file that takes the log out.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectDatabase, inTransaction, migrateDatabase } from '@interlock/db';
import { defaultCacheFolder, startEmbeddedPostgres } from '@interlock/db/embedded';
import { membership, organization, person, project } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';

const CLIENTS = 16;
const ROUNDS = 20;
const SECONDS = 3;

const [mode, url] = process.argv.slice(2);
if (mode && url) await measure(mode === 'on', url);
else await compare();

async function compare(): Promise<void> {
	const dataDir = await mkdtemp(join(tmpdir(), 'interlock-bench-pg-'));
	const server = await startEmbeddedPostgres({ dataDir, cacheDir: defaultCacheFolder(), durable: true });
	const sides = { on: start('on', server.url), off: start('off', server.url) };
	try {
		await migrateDatabase(server.url);
		for (const side of Object.values(sides)) await side.run();
		const rates: Record<'on' | 'off', number[]> = { on: [], off: [] };
		for (let round = 0; round < ROUNDS; round++) {
			for (const mode of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) rates[mode].push(await sides[mode].run());
		}
		const ratios = rates.on.map((rate, round) => rate / (rates.off[round] ?? Number.NaN));
		console.log(
			`${ROUNDS} rounds of ${SECONDS} s each, ${CLIENTS} clients: with the log ${median(rates.on).toFixed(0)}/s, without ${median(rates.off).toFixed(0)}/s`,
		);
		console.log(`ratio, median of the rounds: ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(' ')})`);
	} finally {
		await Promise.all(Object.values(sides).map((side) => side.end()));
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}

/** A process that measures each time it is told to. */
function start(mode: 'on' | 'off', url: string): { run: () => Promise<number>; end: () => Promise<unknown> } {
	const process_ = spawn(process.execPath, [fileURLToPath(import.meta.url), mode, url], { stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
	const ended = once(process_, 'close');
	return {
		run: async () => {
			process_.stdin.write('run\n');
			const { value, done } = await lines.next();
			if (done) throw new Error(`log ${mode}: ended`);
			return Number(value);
		},
		end: () => {
			process_.stdin.end();
			return ended;
		},
	};
}

async function measure(withLog: boolean, url: string): Promise<void> {
	const nothing = 'data:text/javascript,export async function recordAudit() {}';
	if (!withLog)
		registerHooks({
			resolve: (specifier, context, next) => (specifier.endsWith('/record-audit.ts') ? { url: nothing, shortCircuit: true } : next(specifier, context)),
		});
	const commands = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
	await commands.next();
	const { createRegisteredModel } = await import('@interlock/services/model');
	const { sealEntries } = await import('@interlock/services/audit');
	const { furnishProject } = await import('@interlock/services/project');
	const { createLocalArtifactStore } = await import('../../packages/storage/src/index.ts');
	const db = await connectDatabase(url, { max: CLIENTS + 4 });
	const slug = `bench-${randomUUID().slice(0, 8)}`;
	const actor = await inTransaction(db, async (tx): Promise<UserActor> => {
		const [org] = await tx.insert(organization).values({ slug, name: slug }).returning();
		const [who] = await tx
			.insert(person)
			.values({ email: `${slug}@example.test`, name: 'Bench' })
			.returning();
		if (!org || !who) throw new Error('no organization');
		await tx.insert(membership).values({ orgId: org.id, userId: who.id, roles: ['contributor'] });
		const [at] = await tx.insert(project).values({ orgId: org.id, slug, name: slug }).returning();
		if (!at) throw new Error('no project');
		await furnishProject(tx, { orgId: org.id, projectId: at.id, createdBy: 'bench', now: new Date() });
		return {
			kind: 'user',
			userId: who.id,
			sessionId: randomUUID(),
			name: who.name,
			email: who.email,
			memberships: [{ orgId: org.id, roles: ['contributor'] }],
		};
	});
	const request = () => ({ id: randomUUID(), ip: '192.0.2.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)' });
	const context = () => ({ db, actor, now: () => new Date(), storage: createLocalArtifactStore('/nowhere'), tokenPepper: 'bench', request: request() });
	let [made, going] = [0, true];
	async function sealing(): Promise<void> {
		while (going) if ((await sealEntries(db)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
	}
	async function run(): Promise<number> {
		going = true;
		const [before, start] = [made, performance.now()];
		const sealer = withLog ? sealing() : Promise.resolve();
		const clients = Array.from({ length: CLIENTS }, async () => {
			while (performance.now() - start < SECONDS * 1000) {
				await createRegisteredModel(context(), { org: slug, project: slug, name: `model-${randomUUID()}` });
				made += 1;
			}
		});
		await Promise.all(clients);
		const rate = ((made - before) * 1000) / (performance.now() - start);
		going = false;
		await sealer;
		while (withLog && (await sealEntries(db)) > 0);
		const [told] = await db.sql<{ n: number }[]>`select count(*)::int as n from audit_log l join organization o on o.id = l.org_id where o.slug = ${slug}`;
		if ((told?.n ?? 0) !== (withLog ? made : 0)) throw new Error(`${made} mutations, ${told?.n} entries`);
		return rate;
	}
	do console.log(await run());
	while (!(await commands.next()).done);
	await db.close();
}

function median(values: number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}
