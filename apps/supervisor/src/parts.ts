import { join } from 'node:path';
import type { SecretName } from './env.ts';
import type { PartName } from './part.ts';
import type { Readiness } from './readiness.ts';

/** What has to be there before a part starts. */
export type Need = 'database' | 'temporal' | 'web-build' | 'server';

/** A part that is a Node process: what it runs, waits for, and may know. */
export interface PartPlan {
	name: PartName;
	label: string;
	script: string;
	args: readonly string[];
	cwd: string;
	needs: readonly Need[];
	secrets: readonly SecretName[];
	readiness: Readiness;
	port: number | null;
	restart: 'always' | 'until-done';
	/** False for the agent: trainings outlive its kill, and the next agent attaches to them. */
	endsHelpers: boolean;
	/** SIGINT tells the agent that all of the system stops, trainings too; on SIGTERM it would leave them running. */
	stopSignal: 'SIGTERM' | 'SIGINT';
}

export interface Ports {
	server: number;
	web: number;
	inference: number;
}

const INSTANCE_TOKENS: readonly SecretName[] = [
	...(['INTERLOCK_AGENT_TOKEN', 'INTERLOCK_SERVING_TOKEN', 'INTERLOCK_QUICKSTART_TOKEN'] as const),
	...(['INTERLOCK_QUICKSTART_AUTHOR_TOKEN', 'INTERLOCK_QUICKSTART_REVIEWER_TOKEN', 'INTERLOCK_OPERATOR_TOKEN'] as const),
];

/** Who may know what on the server's side: the front door and what prepares its database know all. */
export const SERVER_SECRETS: readonly SecretName[] = [
	...(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'NEXTAUTH_SECRET', 'INTERLOCK_TOKEN_PEPPER', 'INTERLOCK_CHECKPOINT_KEY', 'INTERLOCK_SMTP_URL'] as const),
	...(['INTERLOCK_S3_ACCESS_KEY_ID', 'INTERLOCK_S3_SECRET_ACCESS_KEY'] as const),
	...INSTANCE_TOKENS,
];

/** The table of parts beside Postgres and Temporal, in the order they are shown. */
export function partPlans(root: string, ports: Ports): PartPlan[] {
	const local = (port: number, path: string): Readiness => ({ kind: 'http', url: `http://127.0.0.1:${port}${path}` });
	const usual = { args: [], cwd: root, restart: 'always', endsHelpers: true, stopSignal: 'SIGTERM' } as const;
	return [
		{
			...usual,
			name: 'server',
			label: 'Front door',
			script: join(root, 'apps/server/src/main.ts'),
			needs: ['database'],
			secrets: SERVER_SECRETS,
			readiness: local(ports.server, '/healthz'),
			port: ports.server,
		},
		{
			...usual,
			name: 'web',
			label: 'Web',
			script: join(root, 'apps/web/node_modules/next/dist/bin/next'),
			args: ['start', '--hostname', '127.0.0.1', '--port', String(ports.web), '--keepAliveTimeout', '75000'],
			cwd: join(root, 'apps/web'),
			needs: ['database', 'web-build'],
			secrets: ['DATABASE_URL', 'NEXTAUTH_SECRET', 'INTERLOCK_TOKEN_PEPPER'],
			readiness: local(ports.web, '/healthz'),
			port: ports.web,
		},
		{
			...usual,
			name: 'control',
			label: 'Control worker',
			script: join(root, 'workers/control/src/main.ts'),
			needs: ['database', 'temporal'],
			secrets: ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'INTERLOCK_TOKEN_PEPPER'],
			readiness: { kind: 'line' },
			port: null,
		},
		{
			...usual,
			name: 'inference',
			label: 'Inference',
			script: join(root, 'workers/inference/src/main.ts'),
			needs: ['server'],
			secrets: ['INTERLOCK_SERVING_TOKEN', 'INTERLOCK_TOKEN_PEPPER'],
			readiness: local(ports.inference, '/healthz'),
			port: ports.inference,
		},
		{
			...usual,
			name: 'agent',
			label: 'Agent',
			script: join(root, 'workers/agent/src/main.ts'),
			needs: ['server'],
			secrets: ['INTERLOCK_AGENT_TOKEN'],
			readiness: { kind: 'line' },
			port: null,
			endsHelpers: false,
			stopSignal: 'SIGINT',
		},
	];
}

/** The quickstart: a script of a user's, run after everything is ready, until it has done its work. */
export function quickstartPlan(root: string): PartPlan {
	return {
		name: 'quickstart',
		label: 'Quickstart',
		script: join(root, 'packages/cli/src/quickstart/main.ts'),
		args: [],
		cwd: root,
		needs: ['server'],
		secrets: ['INTERLOCK_QUICKSTART_TOKEN', 'INTERLOCK_QUICKSTART_AUTHOR_TOKEN', 'INTERLOCK_QUICKSTART_REVIEWER_TOKEN'],
		readiness: { kind: 'at-once' },
		port: null,
		restart: 'until-done',
		endsHelpers: true,
		stopSignal: 'SIGTERM',
	};
}
