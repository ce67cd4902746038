import {
	AtSign,
	Ban,
	CircleAlert,
	CircleCheck,
	CircleDashed,
	CircleDot,
	CirclePause,
	CircleSlash,
	CircleX,
	CheckCheck,
	Check,
	GitPullRequestArrow,
	GitPullRequestClosed,
	GitPullRequestDraft,
	Hourglass,
	Info,
	LoaderCircle,
	Lock,
	type LucideIcon,
	MessageSquare,
	MessageSquareX,
	Rocket,
	ShieldOff,
	Siren,
	TrendingUp,
	TriangleAlert,
	Undo2,
} from 'lucide-react';
import type { Tone } from './badge.tsx';

interface StateLook {
	word: string;
	icon: LucideIcon;
	tone: Tone;
	/** Still moving: its icon pulses. */
	moving?: true;
}

/** Every state a page shows: always an icon, a word and a colour, readable without the colour. */
export const STATES = {
	passed: { word: 'Passed', icon: CircleCheck, tone: 'ok' },
	failed: { word: 'Failed', icon: CircleX, tone: 'bad' },
	inconclusive: { word: 'Inconclusive', icon: CircleAlert, tone: 'warn' },
	waived: { word: 'Waived', icon: ShieldOff, tone: 'waive' },
	pending: { word: 'Pending', icon: CircleDashed, tone: 'neutral' },
	queued: { word: 'Queued', icon: CircleDashed, tone: 'neutral' },
	running: { word: 'Running', icon: LoaderCircle, tone: 'info', moving: true },
	finished: { word: 'Finished', icon: CircleCheck, tone: 'ok' },
	cancelled: { word: 'Cancelled', icon: CircleSlash, tone: 'neutral' },
	cancelling: { word: 'Cancelling', icon: CircleSlash, tone: 'warn', moving: true },
	lost: { word: 'Lost', icon: CircleAlert, tone: 'bad' },
	draft: { word: 'Draft', icon: GitPullRequestDraft, tone: 'neutral' },
	'in-review': { word: 'In review', icon: GitPullRequestArrow, tone: 'info' },
	approved: { word: 'Approved', icon: Check, tone: 'ok' },
	applied: { word: 'Applied', icon: CheckCheck, tone: 'ok' },
	closed: { word: 'Closed', icon: GitPullRequestClosed, tone: 'neutral' },
	locked: { word: 'Locked', icon: Lock, tone: 'bad' },
	waiting: { word: 'Waiting', icon: Hourglass, tone: 'warn' },
	'waiting-for-you': { word: 'Waiting for you', icon: Hourglass, tone: 'warn' },
	'changes-requested': { word: 'Changes requested', icon: MessageSquareX, tone: 'bad' },
	dismissed: { word: 'Dismissed', icon: CircleSlash, tone: 'neutral' },
	'rolling-out': { word: 'Rolling out', icon: Rocket, tone: 'info', moving: true },
	paused: { word: 'Paused', icon: CirclePause, tone: 'warn' },
	live: { word: 'Live', icon: CircleDot, tone: 'ok' },
	'rolling-back': { word: 'Rolling back', icon: Undo2, tone: 'bad', moving: true },
	'rolled-back': { word: 'Rolled back', icon: Undo2, tone: 'bad' },
	superseded: { word: 'Superseded', icon: CircleSlash, tone: 'neutral' },
	steady: { word: 'Steady', icon: CircleCheck, tone: 'ok' },
	drifting: { word: 'Drifting', icon: TrendingUp, tone: 'warn' },
	decayed: { word: 'Decayed', icon: CircleX, tone: 'bad' },
	'no-data': { word: 'No data', icon: CircleDashed, tone: 'neutral' },
	denied: { word: 'Denied', icon: Ban, tone: 'bad' },
	mentioned: { word: 'Mention', icon: AtSign, tone: 'info' },
	commented: { word: 'Comment', icon: MessageSquare, tone: 'neutral' },
	told: { word: 'Notice', icon: Info, tone: 'neutral' },
	recalled: { word: 'Recalled', icon: TriangleAlert, tone: 'bad' },
	'broken-glass': { word: 'Emergency', icon: Siren, tone: 'bad' },
	allowed: { word: 'Allowed', icon: CircleCheck, tone: 'ok' },
} as const satisfies Record<string, StateLook>;

export type State = keyof typeof STATES;

export function lookOf(state: State): StateLook {
	return STATES[state];
}
