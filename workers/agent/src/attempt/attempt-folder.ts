import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assignedAttempt } from '@interlock/contracts/agent';
import { z } from 'zod';
import { readJson, writeJson } from '../host/json-file.ts';
import { shimFiles } from '../shim/shim-file.ts';

/** An attempt as kept on the host, from the moment it was taken until the front door knows how it ended. */
const keptAttempt = z.object({
	attempt: assignedAttempt,
	/** Which of the agent's slots it fills; the account it runs under follows from it. */
	slot: z.number().int().nonnegative(),
});
export type KeptAttempt = z.infer<typeof keptAttempt>;

/** Where an attempt's things lie. All but `work` is the agent's alone. */
export interface AttemptFolder {
	path: string;
	attempt: string;
	/** How far the logs were sent. */
	shipped: string;
	/** The training's own folder: template, data, whatever it writes. */
	work: string;
	shim: ReturnType<typeof shimFiles>;
}

const attemptsFolder = (agentFolder: string) => join(agentFolder, 'attempts');

export function attemptFolder(agentFolder: string, attemptId: string): AttemptFolder {
	const path = join(attemptsFolder(agentFolder), attemptId);
	return { path, attempt: join(path, 'attempt.json'), shipped: join(path, 'shipped.json'), work: join(path, 'work'), shim: shimFiles(path) };
}

/** Makes the folder and keeps the attempt in it. Folders may be passed through by the training's account, but not listed. */
export function createAttemptFolder(agentFolder: string, kept: KeptAttempt): AttemptFolder {
	const folder = attemptFolder(agentFolder, kept.attempt.id);
	for (const path of [agentFolder, attemptsFolder(agentFolder), folder.path]) {
		mkdirSync(path, { recursive: true });
		chmodSync(path, 0o711);
	}
	mkdirSync(join(folder.work, 'tmp'), { recursive: true });
	writeJson(folder.attempt, kept);
	return folder;
}

/** Hands the work folder to the training's account. */
export function giveWorkFolder(folder: AttemptFolder, account: { uid: number; gid: number } | null): void {
	chmodSync(folder.work, 0o700);
	if (account === null) return;
	for (const entry of readdirSync(folder.work, { recursive: true, encoding: 'utf8' })) chownSync(join(folder.work, entry), account.uid, account.gid);
	chownSync(folder.work, account.uid, account.gid);
}

export function removeAttemptFolder(folder: AttemptFolder): void {
	rmSync(folder.path, { recursive: true, force: true });
}

/** Attempts that an earlier life of this agent left behind; `kept` is null where its file can't be read. */
export function listKeptAttempts(agentFolder: string): { attemptId: string; folder: AttemptFolder; kept: KeptAttempt | null }[] {
	const root = attemptsFolder(agentFolder);
	if (!existsSync(root)) return [];
	return readdirSync(root).map((attemptId) => {
		const folder = attemptFolder(agentFolder, attemptId);
		const kept = keptAttempt.safeParse(readJson(folder.attempt));
		return { attemptId, folder, kept: kept.success ? kept.data : null };
	});
}
