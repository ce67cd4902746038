import type { Tx } from '@interlock/db';
import { peopleOfOrg } from '../policy/index.ts';

/** Whom an emergency is told to at once: everybody who reviews, deploys or administers where it happened. */
export async function ownersOfProject(tx: Tx, orgId: string): Promise<{ userId: string; name: string }[]> {
	const people = await peopleOfOrg(tx, orgId);
	return people.filter(({ roles }) => roles.some((role) => role === 'admin' || role === 'reviewer' || role === 'deployer'));
}
