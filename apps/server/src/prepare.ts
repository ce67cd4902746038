import { eq } from 'drizzle-orm';
import { connectDatabase, type Database, inTransaction, migrateDatabase, type Tx } from '@interlock/db';
import { apiToken, membership, organization, person, serviceAccount } from '@interlock/db/tables';
import { parseToken, type Permission, permissionsOf, type Role, type SystemActor } from '@interlock/domain/access';
import { recordAudit } from '@interlock/services/audit';
import { createSignInLink } from '@interlock/services/session';
import { hashSecret } from '@interlock/services/token';
import { uuidv7 } from 'uuidv7';
import { readEnv, type ServerEnv } from './env.ts';

// Run once by the supervisor after Postgres is up: brings the schema up to date and makes the people a first start needs.
// Prints one JSON line per sign-in link. Safe to run at each start.

const FIRST_LINK_MS = 24 * 3600_000;
const ORG = 'interlock';
const ADMIN_ROLES: Role[] = ['admin', 'reviewer', 'deployer', 'auditor'];
const QUICKSTART_AUTHOR = 'quickstart-author@interlock.invalid';
const QUICKSTART_REVIEWER = 'quickstart-reviewer@interlock.invalid';
const RETRAINER = 'retrainer';
const SUPERVISOR: SystemActor = { kind: 'system', part: 'supervisor', scopes: [] };

try {
	const env = readEnv();
	await migrateDatabase(env.databaseUrl);
	const db = await connectDatabase(env.databaseUrl, { max: 2, name: 'interlock prepare' });
	if (!db.appRole) say({ msg: 'note', text: 'This database user cannot create roles: transactions run as the owner, without the second wall.' });
	for (const link of await prepare(db, env)) say({ msg: 'sign-in-link', ...link });
	await db.close();
} catch (error) {
	say({ msg: 'failed', text: error instanceof Error ? error.message : String(error) });
	process.exit(1);
}

interface Link {
	who: string;
	url: string;
}

async function prepare(db: Database, given: ServerEnv): Promise<Link[]> {
	return inTransaction(db, async (tx) => {
		const now = new Date();
		const [made] = await tx.insert(organization).values({ slug: ORG, name: 'Interlock' }).onConflictDoNothing().returning();
		const [org] = made ? [made] : await tx.select().from(organization).where(eq(organization.slug, ORG));
		if (!org) throw new Error('no organization');
		const admin = await personOf(tx, { email: 'admin@interlock.invalid', name: 'Administrator', seeded: false }, org.id, ADMIN_ROLES);
		await tokenOf(tx, given, given.operatorToken, org.id, admin.id, 'operator on this host', [...permissionsOf(ADMIN_ROLES)]);
		if (given.quickstart) await seedQuickstart(tx, given, org.id);
		if (admin.passwordHash !== null) return [];
		const secret = await createSignInLink(tx, { userId: admin.id, validMs: FIRST_LINK_MS, now });
		await recordAudit(
			tx,
			{ actor: SUPERVISOR, now: () => now, request: { id: uuidv7() } },
			{
				action: 'sign-in-link.created',
				orgId: org.id,
				projectId: null,
				target: { kind: 'person', id: admin.id, name: admin.name },
			},
		);
		return [{ who: 'Administrator (reviews, deploys, audits)', url: `${given.publicUrl}/sign-in?link=${secret}` }];
	});
}

/** The quickstart's people, marked as seeded in the record and in each audit entry, with the tokens its script uses. */
async function seedQuickstart(tx: Tx, given: ServerEnv, orgId: string): Promise<void> {
	const author = await personOf(tx, { email: QUICKSTART_AUTHOR, name: 'Quickstart author', seeded: true }, orgId, ['contributor', 'deployer']);
	const reviewer = await personOf(tx, { email: QUICKSTART_REVIEWER, name: 'Quickstart reviewer', seeded: true }, orgId, ['reviewer']);
	await tx
		.insert(serviceAccount)
		.values({ orgId, name: RETRAINER, ownerUserId: author.id, roles: ['contributor'] })
		.onConflictDoNothing();
	await tokenOf(tx, given, given.quickstartAuthorToken, orgId, author.id, 'quickstart author', [...permissionsOf(['contributor', 'deployer'])]);
	await tokenOf(tx, given, given.quickstartReviewerToken, orgId, reviewer.id, 'quickstart reviewer', [...permissionsOf(['reviewer'])]);
}

async function personOf(tx: Tx, who: { email: string; name: string; seeded: boolean }, orgId: string, roles: Role[]): Promise<typeof person.$inferSelect> {
	await tx.insert(person).values(who).onConflictDoNothing();
	const [row] = await tx.select().from(person).where(eq(person.email, who.email));
	if (!row) throw new Error(`no person ${who.email}`);
	await tx.insert(membership).values({ orgId, userId: row.id, roles }).onConflictDoNothing();
	return row;
}

async function tokenOf(
	tx: Tx,
	given: ServerEnv,
	text: string | undefined,
	orgId: string,
	ownerUserId: string,
	name: string,
	scopes: Permission[],
): Promise<void> {
	const parsed = text ? parseToken(text) : null;
	if (!parsed) return;
	const expiresAt = new Date(Date.now() + 366 * 24 * 3600_000);
	await tx
		.insert(apiToken)
		.values({
			orgId,
			kind: parsed.kind,
			name,
			keyId: parsed.keyId,
			secretHash: hashSecret(given.tokenPepper, parsed.secret),
			projectIds: null,
			ownerUserId,
			scopes,
			expiresAt,
		})
		.onConflictDoUpdate({ target: apiToken.keyId, set: { expiresAt, scopes } });
}

function say(line: Record<string, unknown>): void {
	process.stdout.write(`${JSON.stringify(line)}\n`);
}
