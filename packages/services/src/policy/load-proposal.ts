import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { environment, policyProposal } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import type { ProposalRow } from './list-proposals.ts';

/** A proposal of a project by its id. `not-found` for an unknown one, and for one of another environment than is named. `lock`: until the transaction ends. */
export async function loadProposal(
	tx: Tx,
	projectId: string,
	wanted: { proposal: string; environment?: string | undefined },
	options: { lock?: boolean } = {},
): Promise<{ row: ProposalRow; environment: { id: string; name: string } }> {
	const query = tx
		.select({ row: policyProposal, environment: { id: environment.id, name: environment.name } })
		.from(policyProposal)
		.innerJoin(environment, eq(environment.id, policyProposal.environmentId))
		.where(
			and(
				eq(policyProposal.projectId, projectId),
				eq(policyProposal.id, wanted.proposal),
				wanted.environment === undefined ? undefined : eq(environment.name, wanted.environment),
			),
		);
	const [found] = await (options.lock ? query.for('update', { of: policyProposal }) : query);
	if (!found) throw new DomainError('not-found', 'proposal not found', { field: 'proposal', value: wanted.proposal });
	return found;
}
