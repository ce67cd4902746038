import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { attempt } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { requirePart, type ServiceContext } from '../access/index.ts';

/** Agents act with the instance's agent token, whatever the tenant. Throws `forbidden`. */
export function requireAgent(ctx: ServiceContext): void {
	requirePart(ctx, 'agent:work', 'Only an agent of this instance may do this');
}

/** Loads an attempt under lock and checks the fencing token. Throws `not-found`, or `conflict` when the lease is not this agent's any more. */
export async function lockLeasedAttempt(tx: Tx, attemptId: string, leaseToken: number): Promise<typeof attempt.$inferSelect> {
	const [row] = await tx.select().from(attempt).where(eq(attempt.id, attemptId)).for('update');
	if (!row) throw new DomainError('not-found', 'attempt not found', { field: 'attempt', value: attemptId });
	if (row.leaseToken !== leaseToken || (row.state !== 'leased' && row.state !== 'running')) {
		throw new DomainError('conflict', `leaseToken: the lease of attempt ${row.number} is not yours any more (it is ${row.state})`, {
			field: 'leaseToken',
			value: leaseToken,
			reason: 'stale-lease',
		});
	}
	return row;
}
