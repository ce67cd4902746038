import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readJson, writeJson } from './host/json-file.ts';
import { bootIdOf, isRunning, type ProcessIdentity, processStartOf } from './host/process-identity.ts';

const PREDECESSOR_MS = 15_000;
const kept = z.object({ agentId: z.uuid(), holder: z.object({ pid: z.number(), startTime: z.string(), bootId: z.string() }).nullable() });

/**
 * The agent's id, the same in every life of its folder. Only one agent works in a folder: a predecessor that is still
 * leaving is waited for. Throws Error when it stays.
 */
export async function claimAgentFolder(folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o711);
	const path = join(folder, 'agent.json');
	for (let waitedMs = 0; ; waitedMs += 200) {
		const read = kept.safeParse(readJson(path));
		const holder: ProcessIdentity | null = read.success ? read.data.holder : null;
		if (holder === null || holder.pid === process.pid || !isRunning(holder)) {
			const agentId = read.success ? read.data.agentId : randomUUID();
			writeJson(path, { agentId, holder: { pid: process.pid, startTime: processStartOf(process.pid) ?? '', bootId: bootIdOf() } });
			return agentId;
		}
		if (waitedMs >= PREDECESSOR_MS) throw new Error(`${folder}: another agent (pid ${holder.pid}) works in this folder`);
		await sleep(200);
	}
}
