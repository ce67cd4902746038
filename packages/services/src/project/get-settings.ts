import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { change, endpoint, environment, project } from '@interlock/db/tables';
import { can, type Permission } from '@interlock/domain/access';
import { parseInput } from '@interlock/domain/error';
import { peopleOf } from '@interlock/domain/policy';
import { projectPlaceInput } from '@interlock/domain/project';
import { loadProject, type ProjectPlace, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { newestPolicies } from '../policy/index.ts';
import { whyStillServing } from './why-still-serving.ts';

export interface EnvironmentSettings {
	name: string;
	description: string;
	createdAtMs: number;
	/** Names of its endpoints. */
	endpoints: string[];
	/** Changes of its endpoints that are open. */
	openChanges: number;
	policy: {
		version: number;
		/** An edit of it is reviewed by somebody else. */
		protected: boolean;
		/** Who owns what, as the policy says: "data/**", "people with the role reviewer". */
		owners: { of: string; owners: string }[];
		/** Checks made outside, each with whose key signs it. */
		checks: { id: string; issuer: string }[];
	};
}

export interface ProjectSettings {
	id: string;
	org: string;
	slug: string;
	name: string;
	description: string;
	createdAtMs: number;
	environments: EnvironmentSettings[];
	/** Whether the caller may edit the project and its environments, and the sentence why not. */
	edit: { enabled: boolean; sentence: string };
	/** The same for deleting it. */
	remove: { enabled: boolean; sentence: string };
}

/** What a project is called and made of, with what the caller may change of it. */
export async function getProjectSettings(ctx: ServiceContext, place: ProjectPlace): Promise<ProjectSettings> {
	const wanted = parseInput(projectPlaceInput, place);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const at = await loadProject(tx, ctx, wanted, 'policy:read');
		const [row] = await tx.select().from(project).where(eq(project.id, at.projectId));
		if (!row) throw new Error(`project ${at.projectId} is gone`);
		const environments = await tx
			.select()
			.from(environment)
			.where(eq(environment.projectId, row.id))
			.orderBy(asc(environment.createdAt), asc(environment.name));
		const policies = await newestPolicies(
			tx,
			environments.map(({ id }) => id),
		);
		const endpoints = await tx
			.select({
				name: endpoint.name,
				environmentId: endpoint.environmentId,
				open: sql<number>`(select count(*)::int from ${change} where ${and(eq(change.endpointId, endpoint.id), inArray(change.state, ['draft', 'in-review', 'approved']))})`,
			})
			.from(endpoint)
			.where(eq(endpoint.projectId, row.id))
			.orderBy(asc(endpoint.name));
		const may = (permission: Permission, why: string | null, does: string) => {
			const decision = can(ctx.actor, permission, at);
			if (!decision.allowed) return { enabled: false, sentence: decision.reason };
			return why === null ? { enabled: true, sentence: does } : { enabled: false, sentence: why };
		};
		return {
			id: row.id,
			org: at.org,
			slug: row.slug,
			name: row.name,
			description: row.description,
			createdAtMs: row.createdAt.getTime(),
			environments: environments.map((env) => {
				const policy = policies.get(env.id);
				if (!policy) throw new Error(`environment ${env.id} has no policy`);
				const own = endpoints.filter(({ environmentId }) => environmentId === env.id);
				const { document, version } = policy;
				return {
					name: env.name,
					description: env.description,
					createdAtMs: env.createdAt.getTime(),
					endpoints: own.map(({ name }) => name),
					openChanges: own.reduce((sum, { open }) => sum + open, 0),
					policy: {
						version,
						protected: document.protected,
						owners: document.owners.map((rule) => ({ of: rule.path ?? `model ${rule.model}`, owners: peopleOf(rule.owners) })),
						checks: document.checks.map(({ id, issuer }) => ({ id, issuer })),
					},
				};
			}),
			edit: may('policy:write', null, 'Its address never changes.'),
			remove: may('project:delete', await whyStillServing(tx, at), 'It and all below it can no longer be reached; its audit entries stay.'),
		};
	});
}
