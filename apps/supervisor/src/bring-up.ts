import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from './build-web.ts';
import type { SecretName, Settings } from './env.ts';
import { startNodePart } from './node-part.ts';
import type { Part } from './part.ts';
import { partEnv, type Stores } from './part-env.ts';
import { type Need, type PartPlan, partPlans, type Ports, quickstartPlan, SERVER_SECRETS } from './parts.ts';
import { prepareDatabase, type SignInLink } from './prepare-database.ts';
import { say } from './say.ts';
import type { Secrets } from './secrets.ts';
import { postgresPart, temporalPart } from './stores.ts';
import type { Supervision } from './supervision.ts';

export interface BringUp {
	settings: Settings;
	secrets: Secrets;
	ports: Ports;
	supervision: Supervision;
	/** Aborted when we are told to stop. */
	signal: AbortSignal;
}

const READY_TIMEOUT_MS = 90_000;

/** Starts everything, in parallel where possible, each part as soon as what it needs is there. Resolves when all is ready; rejects with one line. */
export async function bringUp(given: BringUp): Promise<SignInLink[]> {
	const { settings, signal, supervision } = given;
	const stores: Stores = { databaseUrl: settings.databaseUrl, temporalAddress: settings.temporalAddress };
	const envOf = (granted: readonly SecretName[]) => partEnv(settings, given.ports, stores, given.secrets, granted);
	const links = startDatabase(given, stores).then(() => prepare(given, envOf(SERVER_SECRETS)));
	const server = Promise.withResolvers<void>();
	const gates: Record<Need, Promise<unknown>> = {
		database: links,
		temporal: startTemporal(given, stores),
		'web-build': buildWeb({ root: settings.root, env: envOf([]), logFile: logOf(settings, 'web-build'), say, signal }),
		server: server.promise,
	};
	const begun = partPlans(settings.root, given.ports).map(async (plan) => {
		await Promise.all(plan.needs.map((need) => gates[need]));
		if (signal.aborted) return;
		if (!existsSync(plan.script)) say(`  ${plan.label} is missing: ${plan.script} does not exist`);
		else await supervision.begin(nodePart(plan, settings, () => envOf(plan.secrets)));
		if (plan.name === 'server') server.resolve();
	});
	await Promise.all([...begun, gates.database, gates.temporal, gates['web-build']]);
	return links;
}

/** Starts the quickstart's script as one more part. */
export async function beginQuickstart({ settings, secrets, ports, supervision }: BringUp): Promise<void> {
	const plan = quickstartPlan(settings.root);
	if (!existsSync(plan.script)) return;
	const stores: Stores = { databaseUrl: null, temporalAddress: null };
	await supervision.begin(nodePart(plan, settings, () => partEnv(settings, ports, stores, secrets, plan.secrets)));
}

function nodePart(plan: PartPlan, settings: Settings, env: () => NodeJS.ProcessEnv): Part {
	const { name, label, restart } = plan;
	const logFile = logOf(settings, name);
	const start = async () => startNodePart({ ...plan, env: env(), logFile, readyTimeoutMs: READY_TIMEOUT_MS });
	return { name, label, restart, start };
}

async function startDatabase({ settings, supervision }: BringUp, stores: Stores): Promise<void> {
	if (settings.databaseUrl !== null) return;
	await supervision.begin(
		postgresPart(settings, logOf(settings, 'postgres'), (server) => {
			stores.databaseUrl = server.url;
			const elsewhere = server.clusterDir.startsWith(settings.home) ? null : server.clusterDir;
			if (elsewhere) say(`  Postgres keeps its files in ${elsewhere}, since its account can't enter ${settings.home}`);
		}),
	);
}

async function startTemporal({ settings, supervision, signal }: BringUp, stores: Stores): Promise<void> {
	if (settings.temporalAddress !== null) return;
	await supervision.begin(
		temporalPart(settings, logOf(settings, 'temporal'), signal, (address) => {
			stores.temporalAddress = address;
		}),
	);
}

function prepare({ settings, signal }: BringUp, env: NodeJS.ProcessEnv): Promise<SignInLink[]> {
	if (signal.aborted) return Promise.resolve([]);
	return prepareDatabase({ root: settings.root, env, logFile: logOf(settings, 'prepare'), say, signal });
}

function logOf(settings: Settings, name: string): string {
	return join(settings.home, 'logs', `${name}.log`);
}
