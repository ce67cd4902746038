import type { Database } from '@interlock/db';
import { settleMail, takeMail } from '@interlock/services/notification';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { ServerEnv } from '../env.ts';
import { mailText } from './mail-text.ts';

const POLL_MS = 5_000;
const TIMEOUT_MS = 20_000;

/** Sends what waits for an SMTP server, if one is set: mail that can't be sent waits in its row and holds nobody up. Returns how to stop. */
export function startMail(db: Database, env: Pick<ServerEnv, 'smtpUrl' | 'mailFrom' | 'publicUrl'>, log: Logger): () => Promise<void> {
	if (!env.smtpUrl) return async () => {};
	const transport = createTransport(env.smtpUrl, { from: env.mailFrom });
	let running: Promise<void> | null = null;
	let stopped = false;

	async function turn(): Promise<void> {
		for (let due = await takeMail(db); due.length > 0 && !stopped; due = await takeMail(db)) {
			for (const mail of due) {
				const error = await send(mail.to, mailText(mail, env.publicUrl));
				await settleMail(db, mail.id, error);
				if (error) log.warn({ mail: mail.id, error }, 'a mail could not be sent; it is tried again');
			}
		}
	}

	async function send(to: string, text: { subject: string; text: string }): Promise<string | null> {
		try {
			const sending = transport.sendMail({ to, ...text });
			const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS).unref());
			await Promise.race([sending, late]);
			return null;
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
	}

	const wake = () => {
		running ??= turn()
			.catch((error: unknown) => log.warn({ err: error }, 'could not look for mail; trying again'))
			.finally(() => {
				running = null;
			});
	};
	const timer = setInterval(wake, POLL_MS);
	const listening = db.sql.listen('interlock_mail', wake).catch((error: unknown) => {
		log.warn({ err: error }, 'could not listen for mail; looking every 5 s');
		return null;
	});
	wake();
	return async () => {
		stopped = true;
		clearInterval(timer);
		await (await listening)?.unlisten().catch(() => {});
		await running;
		transport.close();
	};
}
