import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change } from '@interlock/db/tables';
import { enqueueCommand } from '../process/index.ts';

/** Rings the open changes of an endpoint: what it runs moved, or its queue did, so each looks at its own row again. */
export async function ringChanges(tx: Tx, endpointId: string, exceptId: string | null = null): Promise<void> {
	const rows = await tx
		.select({ id: change.id })
		.from(change)
		.where(and(eq(change.endpointId, endpointId), inArray(change.state, ['draft', 'in-review']), exceptId ? ne(change.id, exceptId) : undefined));
	for (const { id } of rows) await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${id}` });
}
