import type { Permission } from '@interlock/domain/access';

/** What the frame around every page knows: who is here, where, and what they may do. */
export interface ShellData {
	user: { name: string; email: string };
	org: { id: string; slug: string; name: string };
	/** Other organizations of this person. */
	orgs: readonly { slug: string; name: string }[];
	projects: readonly ShellProject[];
	permissions: readonly Permission[];
	theme: 'system' | 'light' | 'dark';
	/** The project visited last, for pages of the organization. */
	lastProject: string | null;
}

export interface ShellProject {
	id: string;
	slug: string;
	name: string;
	runsLive: number;
	openChanges: number;
}
