import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, dataset, endpoint, environment, organization, project, registeredModel, run } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { type FindInput, findInput, type FoundKind } from '@interlock/domain/search';
import { allowed, loadOrganization, readSnapshot, type ServiceContext, transact } from '../access/index.ts';

export interface Found {
	kind: FoundKind;
	title: string;
	/** Where it is: the project, and what tells it from its like. */
	detail: string;
	/** A path of ours. */
	link: string;
}

const PER_KIND = 6;

interface Row {
	orgId: string;
	projectId: string;
	project: string;
	title: string;
	detail: string;
	end: string;
}

/** What an organization has under a name, as far as the actor may see it; newest first, at most six of each kind. Nothing for an empty text. */
export async function findAnything(ctx: ServiceContext, input: FindInput): Promise<Found[]> {
	const { org, q } = parseInput(findInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const { id: orgId } = await loadOrganization(tx, ctx, org, 'project:read');
		if (q === '') return [];
		const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
		const found: Found[] = [];
		for (const [kind, permission, find] of KINDS) {
			const rows = (await find(tx, orgId, like, q)).filter((row) => allowed(ctx, permission, row)).slice(0, PER_KIND);
			found.push(...rows.map((row) => ({ kind, title: row.title, detail: row.detail, link: `/${org}/${row.project}/${row.end}` })));
		}
		return found;
	});
}

type Find = (tx: Tx, orgId: string, like: string, q: string) => Promise<Row[]>;
const place = { orgId: project.orgId, projectId: project.id, project: project.slug };
const inOrg = (orgId: string, where: SQL | undefined) => and(eq(project.orgId, orgId), isNull(project.archivedAt), where);
/** More than are shown: some may be in projects that a token doesn't reach. */
const LOOKED_AT = PER_KIND * 4;

const changes: Find = async (tx, orgId, like, q) => {
	const number = /^#?(\d{1,9})$/.exec(q)?.[1];
	const rows = await tx
		.select({ ...place, number: change.number, name: change.title, state: change.state })
		.from(change)
		.innerJoin(project, eq(project.id, change.projectId))
		.where(inOrg(orgId, or(sql`${change.title} ilike ${like}`, number ? eq(change.number, Number(number)) : undefined)))
		.orderBy(desc(change.createdAt))
		.limit(LOOKED_AT);
	return rows.map((row) => ({
		...row,
		title: `#${row.number} ${row.name}`,
		detail: `${row.project}, ${row.state.replace('-', ' ')}`,
		end: `changes/${row.number}`,
	}));
};

const runs: Find = async (tx, orgId, like, q) => {
	const rows = await tx
		.select({ ...place, id: run.id, name: run.name, status: run.status })
		.from(run)
		.innerJoin(project, eq(project.id, run.projectId))
		.where(inOrg(orgId, and(eq(run.lifecycleStage, 'active'), or(sql`${run.name} ilike ${like}`, runIdLike(q)))))
		.orderBy(desc(run.createdAt))
		.limit(LOOKED_AT);
	return rows.map((row) => ({ ...row, title: row.name, detail: `${row.project}, ${row.status.toLowerCase()}`, end: `runs/${row.id.replaceAll('-', '')}` }));
};

function runIdLike(q: string): SQL | undefined {
	return /^[0-9a-f]{8,32}$/.test(q) ? sql`replace(${run.id}::text, '-', '') like ${`${q}%`}` : undefined;
}

const models: Find = async (tx, orgId, like) => {
	const rows = await tx
		.select({ ...place, name: registeredModel.name, next: registeredModel.nextVersion })
		.from(registeredModel)
		.innerJoin(project, eq(project.id, registeredModel.projectId))
		.where(inOrg(orgId, sql`${registeredModel.name} ilike ${like}`))
		.orderBy(registeredModel.name)
		.limit(LOOKED_AT);
	return rows.map((row) => ({ ...row, title: row.name, detail: `${row.project}, ${row.next - 1} versions`, end: `models/${encodeURIComponent(row.name)}` }));
};

const datasets: Find = async (tx, orgId, like) => {
	const rows = await tx
		.select({ ...place, name: dataset.name, next: dataset.nextVersion })
		.from(dataset)
		.innerJoin(project, eq(project.id, dataset.projectId))
		.where(inOrg(orgId, sql`${dataset.name} ilike ${like}`))
		.orderBy(dataset.name)
		.limit(LOOKED_AT);
	return rows.map((row) => ({ ...row, title: row.name, detail: `${row.project}, ${row.next - 1} versions`, end: `datasets/${encodeURIComponent(row.name)}` }));
};

const endpoints: Find = async (tx, orgId, like) => {
	const rows = await tx
		.select({ ...place, name: endpoint.name, environment: environment.name })
		.from(endpoint)
		.innerJoin(project, eq(project.id, endpoint.projectId))
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(inOrg(orgId, sql`${endpoint.name} ilike ${like}`))
		.orderBy(endpoint.name)
		.limit(LOOKED_AT);
	return rows.map((row) => ({ ...row, title: row.name, detail: `${row.project}, ${row.environment}`, end: `deployments/${row.name}` }));
};

const projects: Find = async (tx, orgId, like) => {
	const rows = await tx
		.select({ ...place, name: project.name, org: organization.slug })
		.from(project)
		.innerJoin(organization, eq(organization.id, project.orgId))
		.where(inOrg(orgId, or(sql`${project.name} ilike ${like}`, sql`${project.slug} ilike ${like}`)))
		.orderBy(project.name)
		.limit(LOOKED_AT);
	return rows.map((row) => ({ ...row, title: row.name, detail: `${row.org}/${row.project}`, end: 'runs' }));
};

const KINDS = [
	['change', 'change:read', changes],
	['run', 'run:read', runs],
	['model', 'model:read', models],
	['dataset', 'dataset:read', datasets],
	['endpoint', 'endpoint:read', endpoints],
	['project', 'project:read', projects],
] as const satisfies readonly (readonly [FoundKind, string, Find])[];
