import { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import { change, dataset, datasetVersion, endpoint, policy, revision, serviceAccount } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';
import { seededRandom } from '@interlock/domain/statistics';
import { as, makeUser } from '@interlock/testkit';
import type { Database } from '@interlock/db';
import { pushDatasetVersion } from '../dataset/index.ts';
import { pushLabels } from '../deployment/index.ts';
import { ingest, makeServed, makeVersion, predictionOf, type Served } from '../deployment/test-fixture.ts';

export interface Watched extends Served {
	championId: string;
	monitor: Served['process'];
	retrain: Served['process'];
}

const CARRIERS = ['UA', 'AA', 'DL'];

/** Distances around 500 and three carriers alike: what the champion learned from. */
function plainRows(seed: number, count: number): { distance: number; carrier: string }[] {
	const random = seededRandom(seed);
	return Array.from({ length: count }, () => ({ distance: 300 + 400 * random.nextFloat(), carrier: CARRIERS[random.nextInt(3)] ?? 'UA' }));
}

/** A month of the dataset `flights` as CSV. */
export async function pushMonth(served: Served, period: string, seed: number): Promise<string> {
	const contributor = await makeUser(served.db, served.place, ['contributor']);
	const lines = plainRows(seed, 600).map(
		({ distance, carrier }, i) => `f${period}-${i},${period}-${String((i % 28) + 1).padStart(2, '0')},${distance.toFixed(1)},${carrier},${(i % 20) - 5}`,
	);
	const csv = ['flight_id,day,distance,carrier,arr_delay', ...lines].join('\n');
	const pushed = await pushDatasetVersion(
		as(served.person, contributor),
		{ ...served.place.place, name: 'flights', format: 'csv', period },
		Readable.from([csv]),
	);
	const [row] = await served.db.drizzle
		.select({ id: datasetVersion.id })
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(and(eq(dataset.projectId, served.place.projectId), eq(datasetVersion.version, pushed.version)));
	if (!row) throw new Error('no dataset version');
	return row.id;
}

export async function makeAccount(served: Served, roles: Role[] = ['contributor']): Promise<string> {
	const owner = await makeUser(served.db, served.place, ['admin']);
	const [account] = await served.db.drizzle
		.insert(serviceAccount)
		.values({ orgId: served.place.id, name: `retrainer-${served.place.project}-${roles.join()}`, ownerUserId: owner.userId, roles })
		.returning();
	if (!account) throw new Error('no account');
	return account.id;
}

/** An endpoint whose champion learned from January and was accepted with an error of 5 on February; drift and decay retrain it. */
export async function makeWatched(db: Database): Promise<Watched> {
	const served = await makeServed(db);
	const [january, february] = [await pushMonth(served, '2013-01', 1), await pushMonth(served, '2013-02', 2)];
	const championId = await makeVersion(served, 1, [{ datasetVersionId: january, name: 'flights', version: 1, digest: 'd', role: 'train' }]);
	await acceptWithError(served, championId, february, 5);
	const retrain = { template: 'nyc-flights', parameters: {}, dataset: 'flights', periodsBefore: 2, serviceAccountId: await makeAccount(served) };
	await db.drizzle.update(endpoint).set({ championVersionId: championId, retrain }).where(eq(endpoint.id, served.endpointId));
	const acting = (process: string) => as(served.person, { kind: 'process' as const, process, workflowId: `${process}/test`, orgId: served.place.id });
	return { ...served, championId, monitor: acting('monitor'), retrain: acting('retrain') };
}

/** The applied change by which a version became the champion, with its error on held-out data. */
async function acceptWithError(served: Served, versionId: string, holdoutId: string, mae: number): Promise<void> {
	const { orgId, projectId } = { orgId: served.place.id, projectId: served.place.projectId };
	const [applied] = await served.db.drizzle
		.insert(change)
		.values({
			orgId,
			projectId,
			number: 900,
			endpointId: served.endpointId,
			title: 'First',
			state: 'applied',
			origin: 'person',
			author: 'Ada',
			revision: 1,
			expiresAt: new Date(served.clock.nowMs),
		})
		.returning();
	const [bound] = await served.db.drizzle.select().from(policy).where(eq(policy.projectId, projectId));
	if (!applied || !bound) throw new Error('no change or policy');
	const comparison = { v: 1, report: { metrics: [{ name: 'mae', baseline: 6, candidate: mae, delta: mae - 6, improved: true }] } };
	await served.db.drizzle.insert(revision).values({
		orgId,
		projectId,
		changeId: applied.id,
		number: 1,
		modelVersionId: versionId,
		holdoutDatasetVersionId: holdoutId,
		policyId: bound.id,
		manifest: {},
		digest: 'd',
		evaluation: 'finished',
		comparison,
		createdBy: 'Ada',
	});
}

export interface Month {
	window: string;
	/** Added to each distance: 0 leaves the inputs as they were learned. */
	shift?: number;
	/** Mean absolute error that the labels will show; absent: no labels. */
	error?: number;
	/** Share of predictions that get a label. */
	coverage?: number;
	rows?: number;
	seed?: number;
}

/** Predictions of the champion in a month, 28 days of them, and their labels. */
export async function replay(watched: Watched, month: Month): Promise<void> {
	const inputs = plainRows(month.seed ?? 7, month.rows ?? 560);
	const predictions = inputs.map(({ distance, carrier }, i) =>
		predictionOf(watched, {
			id: `${month.window}-${month.seed ?? 7}-${i}/0`,
			modelVersionId: watched.championId,
			output: 10,
			inputs: { distance: distance + (month.shift ?? 0), carrier },
			eventTimeMs: Date.parse(`${month.window}-${String((i % 28) + 1).padStart(2, '0')}T10:00:00Z`),
		}),
	);
	await ingest(watched, predictions);
	const { error } = month;
	if (error === undefined) return;
	const labelled = predictions.slice(0, Math.round(predictions.length * (month.coverage ?? 1)));
	const random = seededRandom(3);
	await pushLabels(watched.person, { ...watched.at, labels: labelled.map(({ id }) => ({ id, value: 10 + error * (0.5 + random.nextFloat()) })) });
}
