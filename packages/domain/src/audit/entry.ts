/** One audit entry as hashed: its canonical JSON bytes are what the chain seals. */
export interface AuditEntry {
	/** uuidv7 of the entry. */
	id: string;
	/** Format of the entry. */
	v: 1;
	/** UTC, ISO 8601 with milliseconds. */
	at: string;
	orgId: string;
	projectId: string | null;
	/** `noun.verb-past`, such as `change.approved`. */
	action: string;
	decision: 'allowed' | 'denied';
	actor: { kind: string; id: string | null; name: string; onBehalfOf?: string; tokenId?: string; sessionId?: string; workflowId?: string; seeded?: true };
	target: { kind: string; id: string; name?: string };
	reason?: string;
	/** Digests or small values before and after; never a secret. */
	before?: unknown;
	after?: unknown;
	/** The digest an approval or rollout binds to. */
	subjectDigest?: string;
	request?: { id: string; ip?: string; userAgent?: string };
}

/** Text that hashes to the chain's next link: previous hash, number and leaf, one per line. */
export function chainInput(previousHash: string, n: number, leaf: string): string {
	return `${previousHash}\n${n}\n${leaf}`;
}

/** The hash before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);
