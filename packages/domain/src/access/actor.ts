import type { Permission, Role } from './permission.ts';

/** How somebody proved who they are; a one-time link opens a session and proves nothing more. */
export type AuthStrength = 'password' | 'passkey' | 'link';

export interface UserActor {
	kind: 'user';
	userId: string;
	sessionId: string;
	name: string;
	email: string;
	memberships: { orgId: string; roles: Role[] }[];
	/** Made by the quickstart; the audit log marks what such a person does. */
	seeded?: boolean;
	/** When and how the person last proved in this session who they are. */
	auth?: { atMs: number; strength: AuthStrength };
}

export type TokenKind = 'pat' | 'svc' | 'wrk' | 'dep';

export interface TokenActor {
	kind: 'token';
	tokenId: string;
	tokenKind: TokenKind;
	name: string;
	orgId: string;
	/** null = every project of the organization. */
	projectIds: string[] | null;
	/** The person whose current rights bound the token; for a service account, its owner. */
	ownerUserId: string | null;
	serviceAccountId: string | null;
	scopes: Permission[];
	/** The owner's (or service account's) roles now. */
	roles: Role[];
	/** A run token: may write this run and what belongs to it. */
	seeded?: boolean;
	run?: { runId: string; projectId: string; modelName: string | null };
}

/** A durable process acting on rows it owns. */
export interface ProcessActor {
	kind: 'process';
	process: string;
	workflowId: string;
	orgId: string;
	/** The service account a process acts as, where it opens runs and changes. */
	serviceAccountId?: string;
}

/** A part of the instance itself: agent, inference server, quickstart, supervisor. */
export interface SystemActor {
	kind: 'system';
	part: string;
	scopes: Permission[];
}

export type Actor = UserActor | TokenActor | ProcessActor | SystemActor;

/** The person behind an actor, if any: separation of duties counts the owner of a token or service account. */
export function personOf(actor: Actor): string | null {
	if (actor.kind === 'user') return actor.userId;
	if (actor.kind === 'token') return actor.ownerUserId;
	return null;
}

/** The service account behind an actor, if any: its owner counts for what it does. */
export function serviceAccountOf(actor: Actor): string | null {
	return actor.kind === 'token' || actor.kind === 'process' ? (actor.serviceAccountId ?? null) : null;
}

/** What the audit log and the pages call an actor. */
export function nameOf(actor: Actor): string {
	switch (actor.kind) {
		case 'user':
			return actor.name;
		case 'token':
			return actor.name;
		case 'process':
			return `${actor.process} process`;
		case 'system':
			return `interlock ${actor.part}`;
	}
}
