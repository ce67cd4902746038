import type { State } from '@interlock/ui/base';
import type { Outputs } from '../../api/outputs.ts';
import type { InboxLine, Pile } from './types.ts';

type Inbox = Outputs['inbox']['get'];
type Change = Inbox['reviews'][number];
type Ask = Inbox['asks'][number];
type Notification = Inbox['notifications'][number];

const LOOK: Record<Notification['kind'], State> = {
	'review-requested': 'waiting-for-you',
	reminder: 'waiting',
	escalation: 'waiting',
	'waiver-requested': 'waiting-for-you',
	'policy-proposed': 'waiting-for-you',
	mention: 'mentioned',
	comment: 'commented',
	verdict: 'in-review',
	revision: 'superseded',
	outcome: 'finished',
	recall: 'recalled',
	'break-glass': 'broken-glass',
	notice: 'told',
};

/** Every line of an inbox. An escalation of a change that waits for the reader anyway says nothing new and is left out. */
export function linesOf(org: string, { reviews, asks, opened, notifications }: Pick<Inbox, 'reviews' | 'asks' | 'opened' | 'notifications'>): InboxLine[] {
	const waiting = new Set(reviews.map((review) => review.changeId));
	const told = notifications.filter(({ pile, subject, archivedAtMs }) => pile !== 'review' || archivedAtMs !== null || !waiting.has(subject.id));
	return [
		...reviews.map((change) => changeLine(org, change, 'reviews')),
		...asks.map(askLine),
		...opened.map((change) => changeLine(org, change, 'opened')),
		...told.map((notification) => notificationLine(notification)),
	];
}

function changeLine(org: string, change: Change, pile: Pile): InboxLine {
	return {
		key: `${pile} ${change.changeId}`,
		pile,
		state: pile === 'reviews' ? 'waiting-for-you' : change.state,
		word: null,
		title: `#${change.number} ${change.title}`,
		asked: change.asked,
		because: change.because,
		where: `${change.project}, ${change.endpoint} / ${change.environment}, ${change.headline.title.toLowerCase()}`,
		href: `/${org}/${change.project}/changes/${change.number}`,
		atMs: change.sinceMs,
		dueAtMs: change.dueAtMs,
		notification: null,
	};
}

function askLine(ask: Ask): InboxLine {
	return {
		key: `ask ${ask.id}`,
		pile: 'reviews',
		state: 'waiting-for-you',
		word: null,
		title: ask.title,
		asked: ask.asked,
		because: ask.because,
		where: ask.project,
		href: ask.link,
		atMs: ask.sinceMs,
		dueAtMs: ask.dueAtMs,
		notification: null,
	};
}

function notificationLine(line: Notification): InboxLine {
	return {
		key: line.id,
		pile: line.pile === 'mention' ? 'mentions' : 'notices',
		state: LOOK[line.kind],
		word: null,
		title: line.sentence,
		asked: '',
		because: line.because,
		where: null,
		href: line.link,
		atMs: line.atMs,
		dueAtMs: line.dueAtMs,
		notification: { id: line.id, unread: line.readAtMs === null, archived: line.archivedAtMs !== null },
	};
}
