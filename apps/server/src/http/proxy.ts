import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { createProxyServer } from 'httpxy';
import type { Instance } from '../instance.ts';

/** Idle connections are given up well before the parts close theirs (75 s): a request on one that is just being closed would fail. */
const IDLE_MS = 20_000;

/** Passes requests on to a part on this machine; answers 503 in a sentence while it is down. */
export function createProxy(instance: Instance, target: string, part: string): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
	const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64, timeout: IDLE_MS });
	const proxy = createProxyServer({ target, agent, xfwd: false, changeOrigin: false });
	return async (req, res) => {
		try {
			await proxy.web(req, res);
		} catch (error) {
			// It answered before it had read everything that was sent, such as a body above its limit.
			if (res.writableEnded) return;
			instance.log.warn({ part, err: error instanceof Error ? error.message : error }, 'part is not answering');
			if (res.headersSent) return void res.destroy();
			res.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' });
			res.end(`The ${part} part of Interlock is starting or down. Try again in a moment.\n`);
		}
	};
}
