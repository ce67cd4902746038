import type { Permission } from '@interlock/domain/access';

export interface Chord {
	/** Pressed after g. */
	key: string;
	label: string;
	/** Absent: it needs no project. */
	path: (at: { org: string; project: string | null }) => string | null;
	/** Shown and offered only to who has it. */
	permission?: Permission;
}

const inProject = (end: string) => (at: { org: string; project: string | null }) => (at.project ? `/${at.org}/${at.project}/${end}` : null);

/** Where `g` and another key lead; the palette offers the same pages. */
export const CHORDS: readonly Chord[] = [
	{ key: 'i', label: 'Inbox', path: ({ org }) => `/${org}/inbox` },
	{ key: 'h', label: 'Projects', path: ({ org }) => `/${org}` },
	{ key: 'r', label: 'Runs', path: inProject('runs') },
	{ key: 'c', label: 'Change requests', path: inProject('changes') },
	{ key: 'm', label: 'Models', path: inProject('models') },
	{ key: 'd', label: 'Datasets', path: inProject('datasets') },
	{ key: 'p', label: 'Deployments', path: inProject('deployments') },
	{ key: 'o', label: 'Policies', path: inProject('policies') },
	{ key: 'e', label: 'Project settings', path: inProject('settings') },
	{ key: 'x', label: 'Recalls', path: inProject('recalls') },
	{ key: 'a', label: 'Audit log', path: ({ org }) => `/${org}/audit`, permission: 'audit:read' },
	{ key: 's', label: 'Settings', path: ({ org }) => `/${org}/settings` },
];
