import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Only errors; the SDK otherwise tells every worker's state. */
export function quiet(): void {
	Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'off', forward: {} } } });
}
