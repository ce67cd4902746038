import { randomBytes } from 'node:crypto';
import type { Tx } from '@interlock/db';
import { signInLink } from '@interlock/db/tables';
import { sha256Hex } from '@interlock/storage';

/** Makes a one-time link's secret for a person; only its sha256 is stored. Valid for `validMs`. */
export async function createSignInLink(tx: Tx, input: { userId: string; validMs: number; now: Date }): Promise<string> {
	const secret = randomBytes(32).toString('base64url');
	await tx.insert(signInLink).values({ userId: input.userId, secretHash: sha256Hex(secret), expiresAt: new Date(input.now.getTime() + input.validMs) });
	return secret;
}
