import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

/** What every process of ours can be found by: opaque ids and words of the glossary, never names that people type. */
export const SEARCH_ATTRIBUTES = ['IlKind', 'IlProject', 'IlModel', 'IlEntity', 'IlPhase', 'IlStartedBy'] as const;

const KEYWORD = 2;
const NOT_FOUND = 5;
const HOUR_MS = 3_600_000;

export interface NamespaceOptions {
	/** How long finished processes can be looked at. Default 720 (30 days). */
	retentionHours?: number;
	/** How long to wait until the namespace and its attributes can be used. Default 20,000. */
	waitMs?: number;
}

/** Makes a namespace with our search attributes and retention, or brings an existing one up to that. Safe at each start. */
export async function prepareNamespace(address: string, namespace: string, options: NamespaceOptions = {}): Promise<void> {
	const connection = await Connection.connect({ address, connectTimeout: '5s' });
	const untilMs = Date.now() + (options.waitMs ?? 20_000);
	const retention = msToTs((options.retentionHours ?? 720) * HOUR_MS);
	try {
		await setRetention(connection, namespace, retention);
		await untilFound(untilMs, async () => {
			const missing = await missingAttributes(connection, namespace);
			const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
			if (missing.length > 0) await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
		});
		await untilFound(untilMs, async () => {
			const query = SEARCH_ATTRIBUTES.map((name) => `${name} = 'x'`).join(' and ');
			await connection.workflowService.countWorkflowExecutions({ namespace, query });
		});
	} finally {
		await connection.close();
	}
}

/** Whether a Temporal server answers on an address, asked once. */
export async function temporalAnswers(address: string, timeoutMs = 1_000): Promise<boolean> {
	try {
		const connection = await Connection.connect({ address, connectTimeout: timeoutMs });
		try {
			const { status } = await connection.withDeadline(Date.now() + timeoutMs, () =>
				connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' }),
			);
			return status === 1;
		} finally {
			await connection.close();
		}
	} catch {
		return false;
	}
}

async function setRetention(connection: Connection, namespace: string, retention: ReturnType<typeof msToTs>): Promise<void> {
	try {
		const { config } = await connection.workflowService.describeNamespace({ namespace });
		if (Number(config?.workflowExecutionRetentionTtl?.seconds) === Number(retention.seconds)) return;
		await connection.workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: retention } });
	} catch (error) {
		if (codeOf(error) !== NOT_FOUND) throw error;
		await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention });
	}
}

async function missingAttributes(connection: Connection, namespace: string): Promise<string[]> {
	const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
	return SEARCH_ATTRIBUTES.filter((name) => !(name in (customAttributes ?? {})));
}

/** A server learns of a new namespace or attribute from its cache, seconds later. */
async function untilFound(untilMs: number, attempt: () => Promise<void>): Promise<void> {
	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			if (Date.now() > untilMs) throw error;
			await sleep(200);
		}
	}
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
