import type { Role } from '@interlock/domain/access';

export interface MemberRow {
	userId: string;
	name: string;
	email: string;
	roles: Role[];
	/** Made by the quickstart. */
	seeded: boolean;
	disabled: boolean;
	/** Invited and never signed in with a password. */
	pending: boolean;
	joinedAtMs: number;
}

export interface ServiceAccountRow {
	id: string;
	name: string;
	roles: Role[];
	owner: string;
}
