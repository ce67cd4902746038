import { command } from '../command.ts';

interface Inbox {
	reviews: { number: number; project: string; title: string; asked: string; because: string }[];
	asks: { project: string; title: string; asked: string }[];
	opened: { number: number; project: string; title: string; asked: string }[];
	notifications: { sentence: string; because: string; readAtMs: number | null }[];
}

export const inboxCommand = command('inbox', 'What waits for you, what you opened, and what you were told', async ({ rest, org, print }) => {
	print(await rest.get<Inbox>(`/orgs/${org}/inbox`), (inbox) =>
		[
			'Waits for you:',
			...lines([
				...inbox.reviews.map((r) => `${r.project} #${r.number} ${r.title}: ${r.asked}`),
				...inbox.asks.map((a) => `${a.project} ${a.title}: ${a.asked}`),
			]),
			'You opened:',
			...lines(inbox.opened.map((o) => `${o.project} #${o.number} ${o.title}: ${o.asked}`)),
			'Unread:',
			...lines(inbox.notifications.filter((n) => n.readAtMs === null).map((n) => `${n.sentence} ${n.because}`)),
		].join('\n'),
	);
});

const lines = (texts: string[]) => (texts.length > 0 ? texts.map((text) => `  ${text}`) : ['  nothing']);
