import type { IncomingMessage } from 'node:http';

/** Sets a request header for what comes behind the front door, in place of whatever the caller sent under that name. */
export function setHeader(req: IncomingMessage, name: string, value: string): void {
	const kept: string[] = [];
	for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
		const [key = '', held = ''] = req.rawHeaders.slice(i, i + 2);
		if (key.toLowerCase() !== name) kept.push(key, held);
	}
	req.rawHeaders.splice(0, req.rawHeaders.length, ...kept, name, value);
	req.headers[name] = value;
}
