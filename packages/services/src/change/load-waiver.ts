import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { waiver } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';
import type { ChangePlace } from '@interlock/domain/change';
import { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '../access/index.ts';
import { loadPolicyVersion, type PolicyVersion } from '../policy/index.ts';
import { loadChange, type LoadedChange } from './load-change.ts';
import { type ReadFacts, readFacts } from './read-facts.ts';
import { rolesOf, type WaiverRow } from './read-waivers.ts';
import { speakerOf } from './speaker.ts';

export interface WaivingScene {
	loaded: LoadedChange;
	policy: PolicyVersion;
	read: ReadFacts;
	/** Who acts, with the roles they have now. */
	person: { userId: string | null; name: string; roles: Role[] };
}

/** Locks a change to write or sign a waiver of its newest revision. `conflict` when it isn't in review. */
export async function lockForWaiver(tx: Tx, ctx: ServiceContext, place: ChangePlace & { number: number }): Promise<WaivingScene> {
	const loaded = await loadChange(tx, ctx, place, 'change:waive', { lock: true });
	const { state } = loaded.row;
	if (state !== 'in-review' && state !== 'draft')
		throw new DomainError('conflict', `state: the change is ${state}; a gate is waived while it is reviewed`, {
			field: 'state',
			value: state,
			reason: 'change-state',
		});
	const policy = await loadPolicyVersion(tx, loaded.revision.policyId);
	const { userId, name } = await speakerOf(tx, ctx.actor);
	const roles = userId ? (await rolesOf(tx, loaded.row.orgId, [userId])).get(userId) : undefined;
	return { loaded, policy, read: await readFacts(tx, loaded, policy, ctx.now()), person: { userId, name, roles: roles ?? [] } };
}

/** A waiver of a change's newest revision. `not-found` for any other. */
export async function loadWaiver(tx: Tx, { row }: LoadedChange, id: string): Promise<WaiverRow> {
	const [found] = await tx
		.select()
		.from(waiver)
		.where(and(eq(waiver.id, id), eq(waiver.changeId, row.id), eq(waiver.revision, row.revision)));
	if (!found) throw new DomainError('not-found', `no such waiver of revision ${row.revision}`, { field: 'waiver', value: id });
	return found;
}
