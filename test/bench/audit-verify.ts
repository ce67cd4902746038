// A large audit log, verified: `node test/bench/audit-verify.ts [entries]` (1,000,000 unless given). Writes that many entries into an embedded
// Postgres, seals them with the product's sequencer, signs a checkpoint, proves one entry, exports the log and runs `interlock audit verify` on it.
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { connectDatabase, migrateDatabase, type Tx } from '@interlock/db';
import { defaultCacheFolder, startEmbeddedPostgres } from '@interlock/db/embedded';
import { membership, organization, person } from '@interlock/db/tables';
import { createCheckpointSigner, exportLog, getProof, makeCheckpoints, recordAudit, rememberCheckpointKey, sealEntries } from '@interlock/services/audit';
import { createLocalArtifactStore } from '../../packages/storage/src/index.ts';

const ENTRIES = Number(process.argv[2] ?? 1_000_000);
const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
const AT_ONCE = 1000;

const folder = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), cacheDir: defaultCacheFolder(), durable: false });
try {
	await migrateDatabase(server.url);
	const db = await connectDatabase(server.url, { max: 8 });
	const signer = createCheckpointSigner(randomBytes(32).toString('base64url'));
	await rememberCheckpointKey(db, signer);
	const [org] = await db.drizzle.insert(organization).values({ slug: 'bench', name: 'bench' }).returning();
	const [who] = await db.drizzle.insert(person).values({ email: 'bench@example.test', name: 'Maya Example' }).returning();
	if (!org || !who) throw new Error('no organization');
	await db.drizzle.insert(membership).values({ orgId: org.id, userId: who.id, roles: ['auditor'] });
	const actor = {
		kind: 'user' as const,
		userId: who.id,
		sessionId: randomUUID(),
		name: who.name,
		email: who.email,
		memberships: [{ orgId: org.id, roles: ['auditor' as const] }],
	};
	const context = () => ({
		db,
		actor,
		now: () => new Date(),
		storage: createLocalArtifactStore(folder),
		tokenPepper: 'bench',
		request: { id: randomUUID(), ip: '192.0.2.7', userAgent: 'bench' },
	});

	await timed(`sealed ${ENTRIES} entries`, async () => {
		for (let made = 0; made < ENTRIES; made += AT_ONCE) {
			await writeMany(made, Math.min(AT_ONCE, ENTRIES - made), org.id);
			while ((await sealEntries(db)) > 0);
		}
	});
	await timed('signed a checkpoint', () => makeCheckpoints(db, signer));
	const n = Math.floor(ENTRIES * 0.37) + 1;
	const proof = await timed(`proved entry ${n}`, () => getProof(context(), { org: 'bench', n }));
	console.log(
		`its proof: ${proof.proof.length} hashes, ${Buffer.byteLength(JSON.stringify({ ...proof, entry: '' }))} bytes beside the entry's own ${proof.entry.length}`,
	);
	const file = join(folder, 'bench.audit.ndjson');
	await timed('exported the log', async () => pipeline(Readable.from(await exportLog(context(), { org: 'bench' })), createWriteStream(file)));
	console.log(`the export: ${((await stat(file)).size / 2 ** 20).toFixed(0)} MiB`);
	const said = await timed('interlock audit verify', async () => execFileSync(process.execPath, [MAIN, 'audit', 'verify', file], { encoding: 'utf8' }));
	console.log(said.trim());
	await db.close();

	/** The rows that `recordAudit` writes, in one statement: a bench of reading, not of writing. */
	async function writeMany(from: number, count: number, orgId: string): Promise<void> {
		const ctx = context();
		const rows: { id: string; orgId: string; entry: Buffer; personal: unknown }[] = [];
		const collect = { insert: () => ({ values: async (row: (typeof rows)[number]) => void rows.push(row) }) } as unknown as Tx;
		for (let i = from; i < from + count; i++) {
			await recordAudit(collect, ctx, {
				action: 'model.tag-set',
				orgId,
				projectId: null,
				target: { kind: 'model', id: `m-${i % 997}`, name: `model ${i % 997}` },
				before: { stage: i - 1 },
				after: { stage: i },
			});
		}
		const given = rows.map(({ id, entry, personal }) => ({ id, entry: entry.toString('base64'), personal }));
		await db.sql`
			insert into audit_outbox (id, org_id, entry, personal)
			select id, ${orgId}, decode(entry, 'base64'), personal from jsonb_to_recordset(${db.sql.json(given as never)}) as t(id uuid, entry text, personal jsonb)`;
	}
} finally {
	await server.stop();
	await rm(folder, { recursive: true, force: true });
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
	const start = performance.now();
	const result = await work();
	console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(2)} s`);
	return result;
}
