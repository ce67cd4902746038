import type { Tx } from '@interlock/db';
import type { Place } from '@interlock/domain/access';
import type { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '../access/context.ts';
import { recordAudit } from './record-audit.ts';

export interface Denial {
	action: string;
	place: Place;
	target: { kind: string; id: string; name?: string };
	reason: string;
}

/** Which refusals are to be audited; kept beside the error so that no transport ever shows it. */
export const denialsOf = new WeakMap<DomainError, Denial>();

/** Writes the `denied` entry of a refused action. */
export async function recordDenial(tx: Tx, ctx: ServiceContext, denial: Denial): Promise<void> {
	await recordAudit(tx, ctx, {
		action: denial.action,
		decision: 'denied',
		orgId: denial.place.orgId,
		projectId: denial.place.projectId ?? null,
		target: denial.target,
		reason: denial.reason,
	});
}
