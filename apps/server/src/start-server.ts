import { once } from 'node:events';
import type { Logger } from 'pino';
import { startCheckpoints } from './checkpoint/start-checkpoints.ts';
import type { ServerEnv } from './env.ts';
import { createFrontDoor } from './http/front-door.ts';
import { flushRefusals } from './http/refusals.ts';
import { type Instance, openInstance } from './instance.ts';
import { createHub } from './live/hub.ts';
import { startSequencer } from './live/sequencer.ts';
import { startMail } from './mail/mail-worker.ts';

export interface RunningServer {
	instance: Instance;
	/** Stops the loops, drops sockets and connections, closes the database. */
	stop(): Promise<void>;
}

/** Starts the front door on `env.port`: every door, the socket hub and the sequencer. Throws when the database or the port can't be had. */
export async function startServer(env: ServerEnv, log?: Logger): Promise<RunningServer> {
	const instance = await openInstance(env, log);
	const server = createFrontDoor(instance);
	const hub = createHub(instance, server);
	server.listen(env.port, env.host);
	await once(server, 'listening');
	const stopSequencer = await startSequencer(instance.db, hub, instance.log);
	const stopCheckpoints = startCheckpoints(instance);
	const stopMail = startMail(instance.db, env, instance.log);
	instance.log.info({ port: env.port }, 'ready');
	return {
		instance,
		stop: async () => {
			await stopCheckpoints();
			await stopMail();
			await stopSequencer();
			await hub.close();
			server.close();
			server.closeAllConnections();
			await flushRefusals(instance);
			await instance.db.close();
		},
	};
}
