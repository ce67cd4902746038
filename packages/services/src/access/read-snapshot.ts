import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';

/** Lets everything this transaction reads be of one moment; for views made of several queries. Call it before the first of them. */
export async function readSnapshot(tx: Tx): Promise<void> {
	await tx.execute(sql`set transaction isolation level repeatable read, read only`);
}
