import type { Permission } from '@interlock/domain/access';
import type { Outputs } from '../../api/outputs.ts';

export type TokenRow = Outputs['token']['list'][number];

export interface NewToken {
	name: string;
	/** Slugs, or null for every project. */
	projects: string[] | null;
	scopes: Permission[];
	/** How long it lasts. */
	days: number;
}
