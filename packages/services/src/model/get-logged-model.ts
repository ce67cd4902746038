import { parseInput } from '@interlock/domain/error';
import { loggedModelInput, type LoggedModelInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { type LoggedModelView, loadLoggedModel, loggedModelView } from './load-logged-model.ts';

/** One logged model. */
export async function getLoggedModel(ctx: ServiceContext, input: LoggedModelInput): Promise<LoggedModelView> {
	const wanted = parseInput(loggedModelInput, input);
	return transact(ctx, async (tx) => {
		const { model, experimentNumber } = await loadLoggedModel(tx, ctx, wanted, wanted.modelId, { permission: 'run:read', access: 'read' });
		return loggedModelView(model, experimentNumber);
	});
}
