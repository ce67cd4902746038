import { readEnv } from './env.ts';
import { startServer } from './start-server.ts';

const server = await startServer(readEnv());

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, async () => {
		setTimeout(() => process.exit(0), 4_000).unref();
		await server.stop();
		process.exit(0);
	});
}
