import { randomUUID } from 'node:crypto';
import { ensureTemporalBinary, prepareNamespace, startEmbeddedTemporal } from '@interlock/temporal/embedded';
import { inject } from 'vitest';
import { cacheDir } from './env.ts';
import './provided.ts';

export interface TestTemporal {
	/** host:port */
	address: string;
	/** This file's own. */
	namespace: string;
}

/** The Temporal server that all files of a run share, started by the first that asks, with a namespace of this file's own. Ended by the global set-up. */
export async function testTemporal(): Promise<TestTemporal> {
	const binary = await ensureTemporalBinary({ cacheDir: cacheDir() });
	const { address } = await startEmbeddedTemporal({ dir: inject('temporalDir'), binary });
	const namespace = `test-${randomUUID()}`;
	await prepareNamespace(address, namespace);
	return { address, namespace };
}
