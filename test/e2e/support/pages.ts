import { ENDPOINT, MODEL, PROJECT } from './quickstart.ts';

/** A page of the product, and what its mockup shows, in order; `aside` is the column beside it. */
export interface ProductPage {
	name: string;
	path: string;
	regions?: readonly (string | RegExp)[];
	aside?: readonly (string | RegExp)[];
}

/** What some of the pages are about. */
export interface Subjects {
	/** A finished training, by its 32 hex. */
	run: string;
	/** Numbers of changes: in review, and rolled out. */
	open: number;
	applied: number;
	/** An audit entry. */
	entry: number;
	/** A proposed edit of production's policy. */
	proposal: string;
}

const { path } = PROJECT;

/** Every page of a project with data. Regions are accessible names of headings, sections, figures and tables. */
export function productPages({ run, open, applied, entry, proposal }: Subjects): ProductPage[] {
	return [
		{ name: 'inbox', path: '/interlock/inbox', regions: ['Inbox', 'Parts of the inbox'] },
		{ name: 'preferences', path: '/interlock/settings/preferences', regions: ['Settings', 'Keyboard', 'Presence', 'Mail'] },
		{ name: 'security', path: '/interlock/settings/security', regions: ['Settings', 'Password', 'Passkeys'] },
		{ name: 'out-of-office', path: '/interlock/settings/out-of-office' },
		{ name: 'recalls', path: `${path}/recalls` },
		{ name: 'projects', path: '/interlock', regions: ['Projects'] },
		{ name: 'runs', path: `${path}/runs`, regions: ['Runs', 'Runs by state', 'Filter runs', 'Runs'] },
		{
			name: 'run',
			path: `${path}/runs/${run}`,
			regions: ['Run', 'train_l1', 'Logs'],
			aside: ['Details', 'Parameters', 'Process'],
		},
		{ name: 'run-charts', path: `${path}/runs/${run}?tab=charts` },
		{ name: 'run-logs', path: `${path}/runs/${run}?tab=logs` },
		{ name: 'run-artifacts', path: `${path}/runs/${run}?tab=artifacts` },
		{ name: 'models', path: `${path}/models` },
		{ name: 'model', path: `${path}/models/${MODEL}` },
		{ name: 'datasets', path: `${path}/datasets` },
		{ name: 'dataset', path: `${path}/datasets/nyc-flights` },
		{ name: 'changes', path: `${path}/changes` },
		{
			name: 'change',
			path: `${path}/changes/${open}`,
			regions: ['Parts of the change request', 'Verdict', 'What changes', 'Discussion', 'Rollout plan'],
			aside: ['Policy'],
		},
		{
			name: 'change-metrics',
			path: `${path}/changes/${open}/metrics`,
			regions: ['Parts of the change request', 'Metrics'],
			aside: ['Residuals', 'Reliability', 'Verdict and review'],
		},
		{
			name: 'change-data',
			path: `${path}/changes/${open}/data`,
			regions: ['Parts of the change request', 'Training data in figures', 'Columns'],
			aside: ['Lineage', 'Datasets', 'Verdict and review'],
		},
		{
			name: 'change-code',
			path: `${path}/changes/${open}/code`,
			regions: ['Parts of the change request', 'Code and environment', 'Verdict and review'],
		},
		{
			name: 'change-behaviour',
			path: `${path}/changes/${open}/behaviour`,
			regions: ['Parts of the change request', 'Slices'],
			aside: ['Where the candidate loses', 'Verdict and review'],
		},
		{
			name: 'change-timeline',
			path: `${path}/changes/${open}/timeline`,
			regions: ['Parts of the change request', 'Timeline', 'Evaluation', 'Record', 'Verdict and review'],
		},
		{ name: 'change-rollout', path: `${path}/changes/${open}/rollout`, regions: ['Parts of the change request', 'Rollout plan', 'Verdict and review'] },
		{
			name: 'change-applied',
			path: `${path}/changes/${applied}`,
			regions: ['Parts of the change request', 'Rollout', 'Verdict', 'What changes', 'Discussion'],
			aside: ['Decision'],
		},
		{ name: 'deployments', path: `${path}/deployments` },
		{
			name: 'deployment',
			path: `${path}/deployments/${ENDPOINT}`,
			regions: ['Rollout', 'Automatic checks of the rollout', 'Requests per second', 'Errors, %'],
			aside: ['Traffic', 'Revisions'],
		},
		{
			name: 'drift',
			path: `${path}/deployments/${ENDPOINT}/drift`,
			regions: [/^Window \d{4}-\d{2}$/, 'Feature drift by window', 'Retrains'],
			aside: ['Error against reference, minutes', 'Feature drift'],
		},
		{ name: 'policies', path: `${path}/policies` },
		{
			name: 'policy-proposal',
			path: `${path}/policies/proposals/${proposal}`,
			regions: ['What it asks for', 'As YAML', 'On past changes'],
			aside: ['Proposal', 'Timeline'],
		},
		{
			name: 'project-settings',
			path: `${path}/settings`,
			regions: ['General', 'Environments'],
			aside: ['Owners', 'Keys of checks', 'Delete this project'],
		},
		{ name: 'audit', path: '/interlock/audit', regions: ['Audit log', 'Hash chain', 'Filter entries', 'Audit entries'] },
		{
			name: 'audit-entry',
			path: `/interlock/audit?entry=${entry}`,
			regions: ['Audit log', 'Hash chain', 'Filter entries', 'Audit entries'],
			aside: ['What changed', 'Proof'],
		},
		{ name: 'members', path: '/interlock/settings/members', regions: ['Settings', 'Members'], aside: ['What roles can do'] },
		{ name: 'tokens', path: '/interlock/settings/tokens', regions: ['Settings', 'API tokens'] },
		{ name: 'password', path: '/account/password' },
	];
}

/** Pages where there is nothing yet, and pages that say what is wrong. */
export function quietPages(empty: string): ProductPage[] {
	return [
		...['runs', 'models', 'datasets', 'changes', 'deployments', 'policies', 'recalls', 'settings'].map((noun) => ({
			name: `empty ${noun}`,
			path: `${empty}/${noun}`,
		})),
		{ name: 'no such page', path: '/interlock/nothing/here' },
		{ name: 'no such project', path: '/interlock/unknown-project/runs' },
		{ name: 'a filter that can not be read', path: `${path}/runs?q=${encodeURIComponent('metrics.mae <')}` },
		{ name: 'a filter that matches nothing', path: `${path}/runs?q=${encodeURIComponent('metrics.train_mae < 0')}` },
		{ name: 'an audit filter that matches nothing', path: '/interlock/audit?q=nothing-has-this-name' },
		{ name: 'changes of a kind that there is none of', path: `${empty}/changes?state=closed` },
	];
}
