import type { CheckpointPublisher } from '@interlock/services/audit';
import { createS3ObjectStore, type ObjectStore, type S3Keys, type S3Place } from '@interlock/storage';

/** Puts checkpoints into an object store, laid out as the folder's are, so that a downloaded prefix is a folder that `audit verify` reads. Never writes over one. */
export function s3Publisher(place: S3Place, keys: S3Keys | undefined): CheckpointPublisher {
	const store = createS3ObjectStore(place, keys);
	return {
		place: store.place,
		publish: async (publications) => {
			for (const { org, size, note, leaves } of publications) {
				const name = `${org}/${String(size).padStart(12, '0')}`;
				await putOnce(store, `${name}.leaves`, `${leaves.join('\n')}\n`);
				await putOnce(store, `${name}.checkpoint`, note);
			}
		},
	};
}

/** Looks first: a store that doesn't keep the condition of a write gets no second one either. */
async function putOnce(store: ObjectStore, key: string, text: string): Promise<void> {
	let there = await store.read(key);
	if (there === null && !(await store.putOnce(key, Buffer.from(text)))) there = await store.read(key);
	if (there !== null && there.toString('utf8') !== text) throw new Error(`${store.place}: ${key} is there already and says something else`);
}
