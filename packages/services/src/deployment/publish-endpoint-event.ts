import type { Tx } from '@interlock/db';
import { publishEvent } from '../event/index.ts';

/** Tells the endpoint's page, and the project's lists, that something about an endpoint changed. `data` is small: a hint, not the state. */
export async function publishEndpointEvent(
	tx: Tx,
	endpoint: { orgId: string; projectId: string; id: string; name: string },
	type: string,
	data: Record<string, unknown> = {},
): Promise<void> {
	const { orgId, projectId } = endpoint;
	const told = { endpointId: endpoint.id, endpoint: endpoint.name, ...data };
	await publishEvent(tx, { orgId, projectId, channel: `endpoint/${endpoint.id}`, type, data: told });
	await publishEvent(tx, { orgId, projectId, channel: `project/${projectId}`, type, data: told });
}
