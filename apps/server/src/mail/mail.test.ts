import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Database, inTransaction } from '@interlock/db';
import { membership, person } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import type { NotificationKind } from '@interlock/domain/notification';
import { DEFAULT_SETTINGS } from '@interlock/domain/member';
import { notify } from '@interlock/services/notification';
import { makeProject, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../live/test-sockets.ts';
import { mailText } from './mail-text.ts';
import { startMail } from './mail-worker.ts';

interface Received {
	from: string;
	to: string[];
	text: string;
}

let db: Database;
let place: TestProject;
let jonas: UserActor;
let maya: UserActor;
const received: Received[] = [];
const closing: (() => unknown)[] = [];

beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	received.splice(0);
	place = await makeProject(db);
	jonas = await makeUser(db, place, ['reviewer'], 'jonas');
	maya = await makeUser(db, place, ['contributor'], 'maya');
});
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** An SMTP server that keeps what it is sent, or refuses it. */
async function smtp(refuse = false): Promise<string> {
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData: (stream, session, done) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				if (refuse) return done(new Error('451 not now'));
				const { mailFrom, rcptTo } = session.envelope;
				received.push({
					from: mailFrom ? mailFrom.address : '',
					to: rcptTo.map((one) => one.address),
					text: Buffer.concat(chunks).toString('utf8').replace(/=\r\n/g, ''),
				});
				done();
			});
		},
	});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
	return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

function start(smtpUrl: string | undefined): void {
	closing.push(startMail(db, { smtpUrl, mailFrom: 'Interlock <interlock@ml.example.test>', publicUrl: 'https://ml.example.test' }, pino({ level: 'silent' })));
}

async function tell(kind: NotificationKind, sentence = '#1 waits for your verdict.'): Promise<void> {
	const ctx = await testContext(db, maya);
	await inTransaction(db, (tx) =>
		notify(tx, ctx, {
			orgId: place.id,
			projectId: place.projectId,
			kind,
			to: [jonas.userId],
			subject: { kind: 'change', id: place.projectId },
			sentence,
			because: 'You may approve it.',
			link: `/${place.slug}/${place.project}/changes/1`,
		}),
	);
}
const rows = () => db.sql`select attempts, last_error, sent_at is not null as sent, given_up_at is not null as given_up from mail where org_id = ${place.id}`;

describe('mail', () => {
	test('goes to a real SMTP server with what is asked, why, the address and the way to have no more', async () => {
		await tell('review-requested');
		start(await smtp());
		await until(() => received.length === 1, 10_000);
		expect(received[0]).toMatchObject({ from: 'interlock@ml.example.test', to: [jonas.email] });
		for (const part of [
			`Subject: [${place.slug}] #1 waits for your verdict.`,
			'You may approve it.',
			`https://ml.example.test/${place.slug}/${place.project}/changes/1`,
			`https://ml.example.test/${place.slug}/settings/preferences`,
		])
			expect(received[0]?.text).toContain(part);
		await until(async () => (await rows())[0]?.sent === true);
	});

	test('is sent soon after what it tells happened, once', async () => {
		start(await smtp());
		await tell('mention');
		await until(() => received.length === 1, 4_000);
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(received).toHaveLength(1);
	});

	test('that cannot be sent holds nobody up: it waits in its row with the error and is tried again later', async () => {
		start(await smtp(true));
		await tell('review-requested');
		await until(async () => (await rows())[0]?.last_error !== null, 10_000);
		expect(await rows()).toMatchObject([{ attempts: 1, sent: false, given_up: false }]);
		const [row] = await db.sql`select not_before > now() + interval '50 seconds' as later from mail where org_id = ${place.id}`;
		expect(row?.later).toBe(true);
	});

	test('is given up after eight tries', async () => {
		await tell('review-requested');
		await db.sql`update mail set attempts = 7 where org_id = ${place.id}`;
		start('smtp://127.0.0.1:1');
		await until(async () => (await rows())[0]?.given_up === true, 10_000);
	});

	test('is not sent for what was read meanwhile, to who left, or a day late', async () => {
		await tell('review-requested', 'read');
		await db.sql`update notification set read_at = now() where org_id = ${place.id}`;
		await tell('review-requested', 'late');
		await db.sql`update mail set created_at = now() - interval '25 hours' where notification_id = (select id from notification where sentence = 'late' and org_id = ${place.id})`;
		const gone = jonas;
		jonas = await makeUser(db, place, ['reviewer'], 'lee');
		await tell('review-requested', 'left');
		await db.drizzle.delete(membership).where(eq(membership.userId, jonas.userId));
		jonas = gone;
		await tell('mention', 'this one');
		start(await smtp());
		await until(() => received.length === 1, 10_000);
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(received.map((one) => one.text.includes('this one'))).toEqual([true]);
	});

	test('goes by what each person chose, and there is none without a server', async () => {
		await tell('notice');
		expect(await rows()).toEqual([]);
		await db.drizzle
			.update(person)
			.set({ settings: { ...DEFAULT_SETTINGS, mail: { reviews: false, mentions: true, notices: true } } })
			.where(eq(person.id, jonas.userId));
		await tell('review-requested');
		expect(await rows()).toEqual([]);
		await tell('notice');
		expect(await rows()).toHaveLength(1);
		start(undefined);
		expect(received).toEqual([]);
	});
});

test('a subject has one line, whatever is in a title', () => {
	const mail = {
		id: '1',
		to: 'a@example.test',
		name: 'A',
		sentence: 'x\r\nBcc: everybody@example.test',
		because: '',
		link: '/acme/p',
		dueAtMs: null,
		org: 'Acme',
	};
	expect(mailText(mail, 'https://ml.example.test').subject).toBe('[Acme] x Bcc: everybody@example.test');
});
