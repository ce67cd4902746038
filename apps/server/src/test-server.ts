import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { sessionCookie } from '@interlock/auth';
import { type Database, inTransaction } from '@interlock/db';
import { apiToken } from '@interlock/db/tables';
import { formatToken, PERMISSIONS, type Permission, type TokenKind, type UserActor } from '@interlock/domain/access';
import { createSignInLink, signInByLink } from '@interlock/services/session';
import { createToken, makeTokenSecret } from '@interlock/services/token';
import { temporaryFolder, testContext, testDatabaseWithUrl, type TestOrg } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll } from 'vitest';
import type { ServerEnv } from './env.ts';
import { type RunningServer, startServer } from './start-server.ts';

const SECRET = 'a secret of the tests, 32 characters';
const PEPPER = 'pepper of the tests, 32 characters!!';

export interface TestServer {
	url: string;
	port: number;
	db: Database;
	env: ServerEnv;
	running: RunningServer;
	/** Log lines so far, parsed. */
	log: { level: number; msg: string; err?: { message: string } }[];
	/** Tokens of the instance's own parts. */
	parts: Record<'agent' | 'serving' | 'quickstart', string>;
	/** A request by an exact address and exact headers, unlike `fetch`, which tidies both. */
	raw(path: string, options?: RawOptions): Promise<RawAnswer>;
	/** A token of a person, by default with every scope. */
	tokenOf(user: UserActor, org: TestOrg, options?: { scopes?: Permission[]; projects?: string[] }): Promise<{ id: string; token: string }>;
	/** A session of a person with its cookie. */
	sessionOf(user: UserActor): Promise<{ sessionId: string; cookie: string }>;
	/** Lets a token's time be over. */
	expire(tokenId: string): Promise<void>;
}

export interface RawOptions {
	method?: string;
	/** A pair per header; the same name may come twice. */
	headers?: [string, string][];
	token?: string;
	body?: string | Buffer;
	/** Sent as `application/json`. */
	json?: unknown;
}

export interface RawAnswer {
	status: number;
	headers: IncomingMessage['headers'];
	text: string;
}

/** A front door of its own on a random port, with a database and a blob folder of its own and a stand-in for the pages. */
export async function startTestServer(given: Partial<ServerEnv> = {}): Promise<TestServer> {
	const { db, url: databaseUrl } = await testDatabaseWithUrl();
	const home = await temporaryFolder();
	const port = await unusedPort();
	const parts = { agent: partToken('wrk'), serving: partToken('dep'), quickstart: partToken('svc') };
	const env: ServerEnv = {
		port,
		host: '127.0.0.1',
		home,
		databaseUrl,
		publicUrl: `http://127.0.0.1:${port}`,
		webUrl: await startPages(),
		inferenceUrl: 'http://127.0.0.1:9',
		secret: SECRET,
		tokenPepper: PEPPER,
		agentToken: parts.agent,
		servingToken: parts.serving,
		quickstartToken: parts.quickstart,
		quickstartAuthorToken: undefined,
		quickstartReviewerToken: undefined,
		operatorToken: undefined,
		checkpointKey: undefined,
		s3Keys: undefined,
		checkpoints: `file:${home}/checkpoints`,
		smtpUrl: undefined,
		mailFrom: '',
		quickstart: false,
		blobs: `${home}/blobs`,
		temporalAddress: undefined,
		...given,
	};
	const log: TestServer['log'] = [];
	const sink = new Writable({
		write: (chunk: Buffer, _encoding, done) => {
			for (const line of chunk.toString('utf8').split('\n')) if (line !== '') log.push(JSON.parse(line));
			done();
		},
	});
	const running = await startServer(env, pino({ base: undefined }, sink));
	afterAll(() => running.stop());
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		db,
		env,
		running,
		log,
		parts,
		raw: (path, options) => rawRequest(port, path, options),
		tokenOf: async (user, org, { scopes = [...PERMISSIONS], projects } = {}) => {
			const ctx = { ...(await testContext(db, user)), tokenPepper: PEPPER };
			return createToken(ctx, { org: org.slug, name: `test ${randomUUID()}`, scopes, projects });
		},
		sessionOf: async (user) => {
			const secret = await inTransaction(db, (tx) => createSignInLink(tx, { userId: user.userId, validMs: 60_000, now: new Date() }));
			const signedIn = await signInByLink(db, secret, { requestId: 'test' });
			if (!signedIn) throw new Error('no session');
			return { sessionId: signedIn.sessionId, cookie: await sessionCookie(env, signedIn.sessionId) };
		},
		expire: async (tokenId) => {
			await db.drizzle
				.update(apiToken)
				.set({ expiresAt: new Date(0) })
				.where(eq(apiToken.id, tokenId));
		},
	};
}

/** A well-formed token that nobody has. */
export function strangersToken(kind: TokenKind = 'pat'): string {
	return formatToken(kind, randomBytes(6), randomBytes(32));
}

function partToken(kind: TokenKind): string {
	return makeTokenSecret(kind, PEPPER).text;
}

/** Stands in for the web part: says which address it was asked for. */
async function startPages(): Promise<string> {
	const server = createServer((req, res) => res.end(`page ${req.method} ${req.url}`));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	afterAll(() => {
		server.close();
		server.closeAllConnections();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function unusedPort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

function rawRequest(port: number, path: string, { method = 'GET', headers = [], token, body, json }: RawOptions = {}): Promise<RawAnswer> {
	const content = json === undefined ? body : JSON.stringify(json);
	const all: [string, string][] = [...headers];
	const add = (name: string, value: string) => {
		if (!all.some(([known]) => known.toLowerCase() === name)) all.push([name, value]);
	};
	add('host', `127.0.0.1:${port}`);
	if (token) add('authorization', `Bearer ${token}`);
	if (json !== undefined) add('content-type', 'application/json');
	if (content !== undefined && !all.some(([name]) => name.toLowerCase() === 'transfer-encoding')) add('content-length', String(Buffer.byteLength(content)));
	return new Promise((resolve, reject) => {
		const req = httpRequest({ host: '127.0.0.1', port, path, method, agent: false, setHost: false, headers: all.flat() }, (res) => {
			const chunks: Buffer[] = [];
			res.on('data', (chunk: Buffer) => chunks.push(chunk));
			res.on('error', reject);
			res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(chunks).toString('utf8') }));
		});
		// A refusal may come before all is sent; its answer is what counts.
		req.on('error', (error) => setTimeout(() => reject(error), 200));
		req.end(content);
	});
}
