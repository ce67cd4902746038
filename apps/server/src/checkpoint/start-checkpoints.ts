import { createCheckpointSigner, makeCheckpoints, publishCheckpoints, rememberCheckpointKey } from '@interlock/services/audit';
import type { Instance } from '../instance.ts';
import { publisherOf } from './publisher-of.ts';

const LOOK_EVERY_MS = 5_000;

/** Makes the checkpoints that are due and publishes them, until it is stopped. Without a key none is made. */
export function startCheckpoints({ env, db, log }: Instance): () => Promise<void> {
	if (!env.checkpointKey) return async () => {};
	const signer = createCheckpointSigner(env.checkpointKey);
	const publisher = publisherOf(env.checkpoints, env.home, env.s3Keys);
	let known = false;
	let stopped = false;
	let running: Promise<void> | null = null;
	const turn = async () => {
		await attempt('make checkpoints', async () => {
			if (!known) await rememberCheckpointKey(db, signer);
			known = true;
			await makeCheckpoints(db, signer);
		});
		await attempt('publish checkpoints', async () => {
			while (!stopped && (await publishCheckpoints(db, publisher, () => new Date())));
		});
		running = null;
	};
	const attempt = async (what: string, work: () => Promise<void>) => {
		try {
			if (!stopped) await work();
		} catch (error) {
			if (!stopped) log.error({ err: error }, `could not ${what}`);
		}
	};
	const timer = setInterval(() => {
		running ??= turn();
	}, LOOK_EVERY_MS);
	running = turn();
	return async () => {
		stopped = true;
		clearInterval(timer);
		await running;
	};
}
