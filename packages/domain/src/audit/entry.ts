import type { AuthStrength } from '../access/index.ts';
/** What an entry says of people, kept apart from its sealed bytes: who acted and from where, whom it was done to, and free text. */
export const PERSONAL_PARTS = ['actor', 'target', 'reason'] as const;
export type PersonalPart = (typeof PERSONAL_PARTS)[number];

/** One audit entry as hashed: its canonical JSON bytes are what the chain seals. It names people by id only. */
export interface AuditEntry {
	/** uuidv7 of the entry. */
	id: string;
	/** Format of the entry. */
	v: 2;
	/** UTC, ISO 8601 with milliseconds. */
	at: string;
	orgId: string;
	projectId: string | null;
	/** `noun.verb-past`, such as `change.approved`. */
	action: string;
	decision: 'allowed' | 'denied';
	actor: {
		kind: string;
		id: string | null;
		/** Of a machine. */
		name?: string;
		onBehalfOf?: string;
		tokenId?: string;
		sessionId?: string;
		/** How the session's person last proved who they are. */
		auth?: AuthStrength;
		workflowId?: string;
		seeded?: true;
	};
	target: { kind: string; id: string; name?: string };
	/** Digests or small values before and after; never a secret. */
	before?: unknown;
	after?: unknown;
	/** The digest an approval or rollout binds to. */
	subjectDigest?: string;
	request?: { id: string };
	/** Commitments to what is personal: sha256 of the salt, a newline and the payload's canonical JSON. */
	personal?: Partial<Record<PersonalPart, string>>;
}

/** An entry as people read it: with what of its personal payload is still there. */
export interface ToldEntry extends Omit<AuditEntry, 'actor' | 'request'> {
	actor: AuditEntry['actor'] & { name: string };
	reason?: string;
	request?: { id: string; ip?: string; userAgent?: string };
	/** Parts whose payload was erased. */
	erased: PersonalPart[];
}

interface Payload {
	name?: string;
	ip?: string;
	userAgent?: string;
	reason?: string;
}

const ERASED = 'erased';

/** Joins an entry with the payloads that are left of it. */
export function tellEntry(entry: AuditEntry, payloads: readonly { part: string; payload: string }[]): ToldEntry {
	const kept = Object.fromEntries(payloads.map(({ part, payload }) => [part, JSON.parse(payload) as Payload]));
	const erased = PERSONAL_PARTS.filter((part) => entry.personal?.[part] !== undefined && kept[part] === undefined);
	const { name, ip, userAgent } = kept.actor ?? {};
	const targetName = kept.target?.name ?? (erased.includes('target') ? ERASED : entry.target.name);
	return {
		...entry,
		actor: { ...entry.actor, name: name ?? entry.actor.name ?? (erased.includes('actor') ? ERASED : 'unknown') },
		target: targetName === undefined ? entry.target : { ...entry.target, name: targetName },
		...(kept.reason?.reason === undefined ? {} : { reason: kept.reason.reason }),
		...(entry.request ? { request: { ...entry.request, ...(ip ? { ip } : {}), ...(userAgent ? { userAgent } : {}) } } : {}),
		erased,
	};
}

/** What a commitment hashes; `payload`: canonical JSON. */
export function commitmentInput(salt: string, payload: string): string {
	return `${salt}\n${payload}`;
}

/** Text that hashes to the chain's next link: previous hash, number and leaf, one per line. */
export function chainInput(previousHash: string, n: number, leaf: string): string {
	return `${previousHash}\n${n}\n${leaf}`;
}

/** The hash before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);
