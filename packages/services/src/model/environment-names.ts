import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { environment } from '@interlock/db/tables';

/** Names of a project's environments: each has aliases of its own that only rollouts set. */
export async function environmentNames(tx: Tx, projectId: string): Promise<string[]> {
	const rows = await tx.select({ name: environment.name }).from(environment).where(eq(environment.projectId, projectId));
	return rows.map(({ name }) => name);
}
