import type { Permission, Role } from '@interlock/domain/access';
import type { PersonSettings } from '@interlock/domain/member';
import type { ProjectRow } from '../features/project/types.ts';

/** What the frame around every page knows: who is here, where, and what they may do. */
export interface ShellData {
	user: { userId: string; name: string; email: string };
	org: { id: string; slug: string; name: string };
	/** Organizations of this person. */
	orgs: readonly { slug: string; name: string }[];
	projects: readonly ShellProject[];
	roles: readonly Role[];
	permissions: readonly Permission[];
	settings: PersonSettings;
	/** Whether this instance sends mail. */
	mails: boolean;
	theme: 'system' | 'light' | 'dark';
	/** The project visited last, for pages of the organization. */
	lastProject: string | null;
}

export type ShellProject = ProjectRow;
