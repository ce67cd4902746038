import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CheckpointPublisher } from '@interlock/services/audit';
import { writeCheckpoint } from './file-publisher.ts';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;
/** It commits as itself and never asks for a password. */
const SETTINGS = ['user.name=Interlock', 'user.email=checkpoints@interlock.invalid', 'commit.gpgsign=false', 'core.askPass=true'].flatMap((one) => ['-c', one]);

/** Commits checkpoints to a clone of `remote` kept in `clone`, laid out as the folder's are, and pushes them. Never forces: a remote that went another way is a refusal. */
export function gitPublisher(remote: string, clone: string): CheckpointPublisher {
	const git = async (...args: string[]) => {
		const { stdout } = await run('git', [...SETTINGS, ...args], { timeout: PATIENCE_MS });
		return stdout.trim();
	};
	return {
		place: withoutPassword(remote),
		publish: async (publications) => {
			if (!existsSync(join(clone, '.git'))) {
				await git('clone', '--quiet', remote, clone);
			}
			for (const publication of publications) await writeCheckpoint(clone, publication);
			await git('-C', clone, 'add', '--all');
			if ((await git('-C', clone, 'status', '--porcelain')) !== '') {
				const newest = publications.map(({ org, size }) => `${org} ${size}`).at(-1);
				await git('-C', clone, 'commit', '--quiet', '--message', `Checkpoint ${newest}`);
			}
			await git('-C', clone, 'push', '--quiet', 'origin', 'HEAD');
		},
	};
}

function withoutPassword(remote: string): string {
	if (!URL.canParse(remote)) return remote;
	const url = new URL(remote);
	url.password = '';
	return url.href;
}
