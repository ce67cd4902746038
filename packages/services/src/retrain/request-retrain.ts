import { nameOf } from '@interlock/domain/access';
import { type RequestRetrainInput, requestRetrainInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadEndpoint } from '../deployment/index.ts';
import { startTriggerInTx, whatIsOpen } from '../monitor/index.ts';

/** Starts a retrain by a person, on the months before a window with that window held out. `conflict` while something is open, or when that window has started one already. */
export async function requestRetrain(ctx: ServiceContext, input: RequestRetrainInput): Promise<{ triggerId: string }> {
	const wanted = parseInput(requestRetrainInput, input);
	return transact(ctx, async (tx) => {
		const { row } = await loadEndpoint(tx, ctx, wanted, 'run:start', true);
		const refuse = (problem: string, reason: string) =>
			new DomainError('conflict', `endpoint ${row.name}: ${problem}`, { field: 'endpoint', value: row.name, reason });
		if (!row.retrain) throw refuse('it is not configured to be retrained', 'not-configured');
		if (!row.championVersionId) throw refuse('it serves no version yet', 'no-champion');
		const open = await whatIsOpen(tx, row.id);
		if (open) throw refuse(open, 'open');
		const triggerId = await startTriggerInTx(tx, ctx, row, {
			window: wanted.window,
			championVersionId: row.championVersionId,
			kind: 'person',
			sentence: `${wanted.window}: asked for by ${nameOf(ctx.actor)}: ${wanted.reason}`,
		});
		if (!triggerId) throw refuse(`${wanted.window} has started a retrain of this champion already`, 'started-before');
		return { triggerId };
	});
}
