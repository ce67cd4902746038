import { type Permission, permissionsOf, type Role, ROLES } from '@interlock/domain/access';
import { revokeToken } from '@interlock/services/token';
import { makeUser, testContext } from '@interlock/testkit';
import { strangersToken } from '../../apps/server/src/test-server.ts';
import type { SecurityWorld } from './world.ts';

/** What a route declares. */
export type Declared = Permission | 'signed-in' | 'person' | 'anyone';

/** `unidentified`: 401. `unseen`: like what doesn't exist. `refused`: 403 by permission. `allowed`: nothing of these. */
export type Verdict = 'unidentified' | 'unseen' | 'refused' | 'allowed';

export interface Caller {
	name: string;
	token: string | null;
	/** The id of another token of the same person. */
	ownToken: string;
	/** What somebody else's organization, or a missing role, makes of a permission. */
	verdict(declared: Declared): Verdict;
}

/** Permissions of the instance's own parts: they belong to no organization, so there is nothing to hide. */
const OF_PARTS: readonly Declared[] = ['agent:work', 'serving:sync', 'status:write'];

/** Everybody who may knock at a door of `world.mine`. */
export async function makeCallers(world: SecurityWorld): Promise<Caller[]> {
	const { server, mine, theirs } = world;
	const all = [...ROLES];
	const person = await makeUser(server.db, mine.project, all);
	const [expired, revoked] = [await server.tokenOf(person, mine.project), await server.tokenOf(person, mine.project)];
	await server.expire(expired.id);
	await revokeToken(await testContext(server.db, person), { org: mine.project.slug, id: revoked.id });
	const other = await server.tokenOf(await makeUser(server.db, theirs.project, all), theirs.project);
	const nobody = { ownToken: revoked.id };
	const unknown = (declared: Declared): Verdict => (declared === 'anyone' ? 'allowed' : 'unidentified');
	return [
		{ ...nobody, name: 'anonymous', token: null, verdict: unknown },
		{ ...nobody, name: 'expired token', token: expired.token, verdict: unknown },
		{ ...nobody, name: 'revoked token', token: revoked.token, verdict: unknown },
		{ ...nobody, name: 'unknown token', token: strangersToken(), verdict: unknown },
		{ ...nobody, name: "other tenant's token", token: other.token, verdict: otherTenant },
		...(await Promise.all(
			ROLES.map(async (role) => {
				const user = await makeUser(server.db, mine.project, [role]);
				const [made, own] = [await server.tokenOf(user, mine.project), await server.tokenOf(user, mine.project)];
				return { name: role, token: made.token, ownToken: own.id, verdict: (declared: Declared) => byRole(role, declared) };
			}),
		)),
	];
}

function otherTenant(declared: Declared): Verdict {
	if (declared === 'anyone' || declared === 'signed-in') return 'allowed';
	return declared === 'person' || OF_PARTS.includes(declared) ? 'refused' : 'unseen';
}

function byRole(role: Role, declared: Declared): Verdict {
	if (declared === 'anyone' || declared === 'signed-in') return 'allowed';
	if (declared === 'person') return 'refused';
	return permissionsOf([role]).has(declared) ? 'allowed' : 'refused';
}
