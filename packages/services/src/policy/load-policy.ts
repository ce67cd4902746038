import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { environment, policy } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type PolicyDocument, policyDocumentSchema } from '@interlock/domain/policy';

export interface PolicyVersion {
	id: string;
	environmentId: string;
	environment: string;
	version: number;
	document: PolicyDocument;
	/** sha256 of the document's canonical JSON; bound into each revision and each review. */
	digest: string;
	createdBy: string;
	createdAtMs: number;
}

type Row = typeof policy.$inferSelect;

/** The newest policy of an environment, which binds new revisions. `not-found` for an unknown environment. */
export async function currentPolicy(tx: Tx, environmentId: string): Promise<PolicyVersion> {
	const [newest] = await versionsOf(tx, environmentId).limit(1);
	if (!newest) throw new DomainError('not-found', 'policy not found', { field: 'environment', value: environmentId });
	return view(newest.p, newest.name);
}

/** The newest policy of each of some environments, by environment. */
export async function newestPolicies(tx: Tx, environmentIds: readonly string[]): Promise<Map<string, PolicyVersion>> {
	if (environmentIds.length === 0) return new Map();
	const rows = await tx
		.selectDistinctOn([policy.environmentId], { p: policy, name: environment.name })
		.from(policy)
		.innerJoin(environment, eq(environment.id, policy.environmentId))
		.where(inArray(policy.environmentId, [...environmentIds]))
		.orderBy(policy.environmentId, desc(policy.version));
	return new Map(rows.map(({ p, name }) => [p.environmentId, view(p, name)]));
}

/** Policy versions by their ids. */
export async function policyVersionsOf(tx: Tx, policyIds: readonly string[]): Promise<Map<string, PolicyVersion>> {
	if (policyIds.length === 0) return new Map();
	const rows = await tx
		.select({ p: policy, name: environment.name })
		.from(policy)
		.innerJoin(environment, eq(environment.id, policy.environmentId))
		.where(inArray(policy.id, [...new Set(policyIds)]));
	return new Map(rows.map(({ p, name }) => [p.id, view(p, name)]));
}

/** A policy version by its id. */
export async function loadPolicyVersion(tx: Tx, policyId: string): Promise<PolicyVersion> {
	const found = (await policyVersionsOf(tx, [policyId])).get(policyId);
	if (!found) throw new DomainError('not-found', 'policy not found', { field: 'policy', value: policyId });
	return found;
}

/** All versions of an environment's policy, newest first. */
export async function policiesOf(tx: Tx, environmentId: string): Promise<PolicyVersion[]> {
	return (await versionsOf(tx, environmentId)).map(({ p, name }) => view(p, name));
}

function versionsOf(tx: Tx, environmentId: string) {
	return tx
		.select({ p: policy, name: environment.name })
		.from(policy)
		.innerJoin(environment, eq(environment.id, policy.environmentId))
		.where(eq(policy.environmentId, environmentId))
		.orderBy(desc(policy.version));
}

/** An environment of a project by its name. */
export async function loadEnvironment(tx: Tx, projectId: string, name: string): Promise<{ id: string; name: string }> {
	const [row] = await tx
		.select({ id: environment.id, name: environment.name })
		.from(environment)
		.where(and(eq(environment.projectId, projectId), eq(environment.name, name)));
	if (!row) throw new DomainError('not-found', 'environment not found', { field: 'environment', value: name });
	return row;
}

function view(row: Row, environmentName: string): PolicyVersion {
	return {
		id: row.id,
		environmentId: row.environmentId,
		environment: environmentName,
		version: row.version,
		document: policyDocumentSchema.parse(row.document),
		digest: row.digest,
		createdBy: row.createdBy,
		createdAtMs: row.createdAt.getTime(),
	};
}
