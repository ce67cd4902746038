import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, inTransaction } from '@interlock/db';
import { membership, organization, person, project } from '@interlock/db/tables';
import type { Actor, Permission, Role, TokenActor, UserActor } from '@interlock/domain/access';
import { PERMISSIONS } from '@interlock/domain/access';
import type { ServiceContext } from '@interlock/services/access';
import { furnishProject } from '@interlock/services/project';
import { createLocalArtifactStore } from '@interlock/storage';

export interface TestOrg {
	id: string;
	slug: string;
}

export interface TestProject extends TestOrg {
	projectId: string;
	project: string;
	/** `{org, project}` as verbs take it. */
	place: { org: string; project: string };
}

const unique = () => randomUUID().slice(0, 8);

/** An organization of its own. */
export async function makeOrg(db: Database): Promise<TestOrg> {
	const slug = `org-${unique()}`;
	const [row] = await db.drizzle.insert(organization).values({ slug, name: slug }).returning();
	if (!row) throw new Error('no organization');
	return { id: row.id, slug };
}

/** A project with all that the product gives a new one (experiment `Default`, environments, default policies). */
export async function makeProject(db: Database, org?: TestOrg): Promise<TestProject> {
	const owner = org ?? (await makeOrg(db));
	const slug = `project-${unique()}`;
	const row = await inTransaction(db, async (tx) => {
		const [made] = await tx.insert(project).values({ orgId: owner.id, slug, name: slug }).returning();
		if (!made) throw new Error('no project');
		await furnishProject(tx, { orgId: owner.id, projectId: made.id, createdBy: 'test', now: new Date() });
		return made;
	});
	return { ...owner, projectId: row.id, project: slug, place: { org: owner.slug, project: slug } };
}

/** A person who is a member with these roles; the actor of a browser session in which the password was just entered. */
export async function makeUser(db: Database, org: TestOrg, roles: Role[], name = `person-${unique()}`): Promise<UserActor> {
	const email = `${name}-${unique()}@example.test`;
	const [row] = await db.drizzle.insert(person).values({ email, name }).returning();
	if (!row) throw new Error('no person');
	if (roles.length > 0) await db.drizzle.insert(membership).values({ orgId: org.id, userId: row.id, roles });
	const memberships = roles.length > 0 ? [{ orgId: org.id, roles }] : [];
	return { kind: 'user', userId: row.id, sessionId: randomUUID(), name, email, memberships, auth: { atMs: Date.now(), strength: 'password' } };
}

/** A token of a person, by default with every scope. */
export function makeToken(owner: UserActor, org: TestOrg, scopes: Permission[] = [...PERMISSIONS], projectIds: string[] | null = null): TokenActor {
	const roles = owner.memberships.find((m) => m.orgId === org.id)?.roles ?? [];
	return {
		kind: 'token',
		tokenId: randomUUID(),
		tokenKind: 'pat',
		name: `${owner.name}'s token`,
		orgId: org.id,
		projectIds,
		ownerUserId: owner.userId,
		serviceAccountId: null,
		scopes,
		roles,
	};
}

/** A context for verbs: a temporary artifact store, the real clock unless given. */
export async function testContext(db: Database, actor: Actor, now: () => Date = () => new Date()): Promise<ServiceContext> {
	return { db, actor, now, storage: createLocalArtifactStore(await temporaryFolder()), tokenPepper: 'pepper of the tests', request: { id: randomUUID() } };
}

/** The same context with another actor: the same store and clock. */
export function as(ctx: ServiceContext, actor: Actor): ServiceContext {
	return { ...ctx, actor };
}

/** A folder that goes with the test run. */
export async function temporaryFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), 'test-'));
}
