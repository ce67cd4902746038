import type { Permission } from '@interlock/domain/access';

export interface TokenRow {
	id: string;
	name: string;
	prefix: string;
	owner: string;
	mine: boolean;
	scopes: Permission[];
	/** Slugs, or null for every project. */
	projects: string[] | null;
	createdAtMs: number;
	expiresAtMs: number;
	lastUsedAtMs: number | null;
	revokedAtMs: number | null;
}

export interface NewToken {
	name: string;
	projects: string[] | null;
	scopes: Permission[];
	days: number;
}
