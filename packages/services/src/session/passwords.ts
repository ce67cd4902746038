import { hash, verify } from '@node-rs/argon2';

/** argon2id hash of a password (library defaults: 19 MiB, 2 passes). */
export function hashPassword(password: string): Promise<string> {
	return hash(password);
}

const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9i$Fz7ytAqHc8LBFBHYbcSkx9s0XnKwQGYSR1Xn1nQoDnE';

/** Checks a password; takes as long when there is no hash, so that nobody learns which addresses exist. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
	const matches = await verify(stored ?? NOBODY, password).catch(() => false);
	return stored !== null && matches;
}
