import { pino } from 'pino';
import { readEnv } from './env.ts';
import { startInference } from './start-inference.ts';

const logger = pino({ name: 'inference' });

try {
	const starting = startInference(readEnv(), logger);
	const stop = () => {
		void starting.then((inference) => inference.stop()).then(() => process.exit(0), fail);
	};
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
	await starting;
} catch (error) {
	fail(error);
}

function fail(error: unknown): never {
	logger.fatal(error instanceof Error ? error.message : String(error));
	process.exit(1);
}
