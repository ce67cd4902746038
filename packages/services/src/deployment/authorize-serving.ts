import { requirePart, type ServiceContext } from '../access/index.ts';

/** Lets only an inference server of this instance sync: it serves every organization. */
export function authorizeServing(ctx: ServiceContext): void {
	requirePart(ctx, 'serving:sync', 'Only an inference server of this instance may do this');
}
