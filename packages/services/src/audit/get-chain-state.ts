import { loadOrganization } from '../access/load-project.ts';
import type { ServiceContext } from '../access/context.ts';
import { transact } from '../access/transact.ts';
import { type ChainState, verifyChain } from './verify-chain.ts';

/** Verifies an organization's chain now. Needs `audit:read`. */
export async function getChainState(ctx: ServiceContext, input: { org: string }): Promise<ChainState> {
	const org = await transact(ctx, (tx) => loadOrganization(tx, ctx, input.org, 'audit:read'));
	return verifyChain(ctx.db, org.id);
}
