import { once } from 'node:events';
import { readEnv } from './env.ts';
import { createFrontDoor } from './http/front-door.ts';
import { openInstance } from './instance.ts';
import { createHub } from './live/hub.ts';
import { startSequencer } from './live/sequencer.ts';

const env = readEnv();
const instance = await openInstance(env);
const server = createFrontDoor(instance);
const hub = createHub(instance, server);
server.listen(env.port, env.host);
await once(server, 'listening');
const stopSequencer = await startSequencer(instance.db, hub, instance.log);
instance.log.info({ port: env.port }, 'ready');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, async () => {
		setTimeout(() => process.exit(0), 4_000).unref();
		await stopSequencer();
		await hub.close();
		server.closeAllConnections();
		await instance.db.close();
		process.exit(0);
	});
}
