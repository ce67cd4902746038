import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, environment, registeredModel, type RetrainConfig, serviceAccount } from '@interlock/db/tables';
import { type CreateEndpointInput, createEndpointInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';

export interface CreatedEndpoint {
	id: string;
	name: string;
	environment: string;
	model: string;
	/** Where predictions are asked for, relative to the front door and the inference port alike. */
	path: string;
}

/**
 * Makes an endpoint for a registered model in an environment; it serves nothing until a change is rolled out.
 * Errors: `not-found` for an unknown environment, model or service account, `conflict` when the name is taken.
 */
export async function createEndpoint(ctx: ServiceContext, input: CreateEndpointInput): Promise<CreatedEndpoint> {
	const wanted = parseInput(createEndpointInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'endpoint:create');
		const [env] = await tx
			.select()
			.from(environment)
			.where(and(eq(environment.projectId, place.projectId), eq(environment.name, wanted.environment)));
		if (!env) throw new DomainError('not-found', 'environment not found', { field: 'environment', value: wanted.environment });
		const [model] = await tx
			.select()
			.from(registeredModel)
			.where(and(eq(registeredModel.projectId, place.projectId), eq(registeredModel.name, wanted.model)));
		if (!model) throw new DomainError('not-found', 'model not found', { field: 'model', value: wanted.model });
		const retrain = wanted.retrain ? await resolveRetrain(tx, place.orgId, wanted.retrain) : null;
		const [row] = await tx
			.insert(endpoint)
			.values({ orgId: place.orgId, projectId: place.projectId, environmentId: env.id, name: wanted.name, modelId: model.id, config: wanted.config, retrain })
			.onConflictDoNothing()
			.returning();
		if (!row)
			throw new DomainError('conflict', `name: an endpoint "${wanted.name}" exists in this project; choose another name`, {
				field: 'name',
				value: wanted.name,
			});
		await recordAudit(tx, ctx, {
			action: 'endpoint.created',
			orgId: place.orgId,
			projectId: place.projectId,
			target: { kind: 'endpoint', id: row.id, name: row.name },
			after: { environment: env.name, model: model.name, config: row.config, retrain },
		});
		await publishEndpointEvent(tx, row, 'endpoint.created');
		return { id: row.id, name: row.name, environment: env.name, model: model.name, path: `/serve/${place.org}/${place.slug}/${row.name}/invocations` };
	});
}

async function resolveRetrain(
	tx: Tx,
	orgId: string,
	{ serviceAccount: name, ...wanted }: Omit<RetrainConfig, 'serviceAccountId'> & { serviceAccount: string },
): Promise<RetrainConfig> {
	const [account] = await tx
		.select()
		.from(serviceAccount)
		.where(and(eq(serviceAccount.orgId, orgId), eq(serviceAccount.name, name)));
	if (!account || account.disabledAt) throw new DomainError('not-found', 'service account not found', { field: 'retrain.serviceAccount', value: name });
	return { ...wanted, serviceAccountId: account.id };
}
