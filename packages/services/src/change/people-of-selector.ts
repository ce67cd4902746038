import type { Tx } from '@interlock/db';
import { peopleOfOrg } from '../policy/index.ts';

/** The people whom `role:<role>` or `group:<name>` names now, by name. */
export async function peopleOfSelector(tx: Tx, orgId: string, selector: string): Promise<{ userId: string; name: string }[]> {
	const [kind, name = ''] = selector.split(':');
	const people = await peopleOfOrg(tx, orgId);
	return people.filter(({ roles, groups }) => (kind === 'role' ? roles.some((role) => role === name) : groups.includes(name)));
}
