import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { processStep } from '@interlock/db/tables';

/**
 * Does an effect once per semantic step key (`rollout/<id>/weight/2`), in this transaction; a retry or a rebuilt process gets the
 * stored result. Two at once: the second waits on the key's row and then finds it. `T` must be JSON.
 */
export async function onceByStep<T>(tx: Tx, key: string, effect: () => Promise<T>): Promise<T> {
	const claimed = await tx.insert(processStep).values({ key, result: null }).onConflictDoNothing().returning({ key: processStep.key });
	if (claimed.length === 0) {
		const [done] = await tx.select().from(processStep).where(eq(processStep.key, key));
		return done?.result as T;
	}
	const result = await effect();
	await tx
		.update(processStep)
		.set({ result: result ?? null })
		.where(eq(processStep.key, key));
	return result;
}
