import type { DueMail } from '@interlock/services/notification';

export interface MailText {
	subject: string;
	text: string;
}

/** A mail in plain words: what is asked, why its reader, until when, the one address, and how to have no more of them. */
export function mailText(mail: DueMail, publicUrl: string): MailText {
	const org = mail.link.split('/')[1] ?? '';
	const due = mail.dueAtMs === null ? [] : [`Until ${utc(mail.dueAtMs)}.`];
	return {
		subject: oneLine(`[${mail.org}] ${mail.sentence}`).slice(0, 180),
		text: [
			`${mail.name},`,
			'',
			mail.sentence,
			mail.because,
			...due,
			'',
			`${publicUrl}${mail.link}`,
			'',
			`You get this because your preferences ask for it: ${publicUrl}/${org}/settings/preferences`,
			'',
		].join('\n'),
	};
}

function utc(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, 16).replace('T', ', ')} UTC`;
}

/** A subject has no line breaks, whatever somebody typed into a title. */
function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
