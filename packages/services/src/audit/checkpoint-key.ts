import { eq } from 'drizzle-orm';
import type { Database, Tx } from '@interlock/db';
import { instanceFact } from '@interlock/db/tables';
import { originOf } from '@interlock/domain/audit';
import { type CheckpointSigner, verifierKey } from './checkpoint-signer.ts';

const KEY = 'checkpoint-key';

/** Lets readers know what verifies the checkpoints of this instance. */
export async function rememberCheckpointKey(db: Database, { publicKey }: CheckpointSigner): Promise<void> {
	await db.drizzle
		.insert(instanceFact)
		.values({ key: KEY, value: publicKey })
		.onConflictDoUpdate({ target: instanceFact.key, set: { value: publicKey } });
}

/** What verifies an organization's checkpoints, in C2SP's form; null while none was ever signed here. */
export async function readVerifierKey(tx: Tx, orgId: string): Promise<string | null> {
	const [fact] = await tx.select().from(instanceFact).where(eq(instanceFact.key, KEY));
	return typeof fact?.value === 'string' ? verifierKey(originOf(orgId), fact.value) : null;
}
