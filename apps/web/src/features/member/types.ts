import type { Role } from '@interlock/domain/access';
import type { Outputs } from '../../api/outputs.ts';

type Listed = Outputs['member']['list'];
export type MemberRow = Listed['members'][number];
export type GroupRow = Outputs['group']['list']['groups'][number];
export type ServiceAccountRow = Listed['serviceAccounts'][number];

export interface NewMember {
	name: string;
	email: string;
	roles: Role[];
}

/** What came of an invitation. */
export interface Invitation {
	name: string;
	/** One-time sign-in link, shown once; null for somebody who signs in on this instance already. */
	link: string | null;
}
