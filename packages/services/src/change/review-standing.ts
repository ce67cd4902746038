import { inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { processStep } from '@interlock/db/tables';
import { type ChangeStanding, missesApprovals } from '@interlock/domain/change';
import type { ServiceContext } from '../access/index.ts';
import type { PolicyVersion } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';
import { readFacts } from './read-facts.ts';
import { votesOf } from './votes-of.ts';

/** Step keys of what is done once per revision for a review that doesn't come. */
export function remindKey({ row }: LoadedChange): string {
	return `change/${row.id}/revision/${row.revision}/remind`;
}

export function escalateKey({ row }: LoadedChange): string {
	return `change/${row.id}/revision/${row.revision}/escalate`;
}

/** How far the reviewing of the newest revision is, from its votes and from what was done already. */
export async function reviewStanding(tx: Tx, ctx: ServiceContext, loaded: LoadedChange, policy: PolicyVersion): Promise<ChangeStanding['review']> {
	const { subject, facts } = await readFacts(tx, loaded, policy, ctx.now());
	const votes = await votesOf(tx, loaded.row.id);
	const keys = [remindKey(loaded), escalateKey(loaded)];
	const done = (await tx.select({ key: processStep.key }).from(processStep).where(inArray(processStep.key, keys))).map(({ key }) => key);
	return {
		pushedAtMs: loaded.revision.createdAt.getTime(),
		missing: missesApprovals(policy.document, subject, votes, facts, ctx.now().getTime()),
		reminded: done.includes(remindKey(loaded)),
		escalated: done.includes(escalateKey(loaded)),
	};
}
