import { type GetInboxInput, getInboxInput } from '@interlock/domain/notification';
import { parseInput } from '@interlock/domain/error';
import { loadOrganization, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { waiversThatWait } from '../change/index.ts';
import { countUnread, type NotificationView, readNotifications, requirePerson } from '../notification/index.ts';
import { proposalsThatWait } from '../policy/index.ts';
import { type InboxChange, openedBy, waitsForVerdict } from './what-waits.ts';

/** Something beside a change that waits for the reader: a waiver to countersign, a proposed policy to approve. */
export interface InboxAsk {
	kind: 'waiver' | 'policy-proposal';
	id: string;
	/** Slug of its project. */
	project: string;
	/** What it is: "#3 Retrain for 2013-09: waive “Worst slice”". */
	title: string;
	/** What is asked, and why of the reader, as sentences. */
	asked: string;
	because: string;
	/** A path of ours. */
	link: string;
	sinceMs: number;
	/** When it ends by itself, where it does. */
	dueAtMs: number | null;
}

export interface InboxView {
	/** Changes that wait for the reader's verdict, what has waited longest first. Derived from the policy's decision: it can't be dismissed. At most 100. */
	reviews: InboxChange[];
	/** Waivers that wait for the reader's countersignature and proposed policies that wait for their approval, longest first. Derived as well. */
	asks: InboxAsk[];
	/** Open changes of the reader, newest first, with what each waits for. At most 100. */
	opened: InboxChange[];
	/** How many there are of each, also beyond those listed. */
	totals: { reviews: number; opened: number };
	/** What the reader was told, newest first. */
	notifications: NotificationView[];
	/** What asks for the reader: what waits for them and unread notifications that aren't about that. */
	count: number;
}

/** A person's inbox in an organization. `forbidden` for whoever isn't a person. */
export async function getInbox(ctx: ServiceContext, input: GetInboxInput): Promise<InboxView> {
	const wanted = parseInput(getInboxInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const org = await loadOrganization(tx, ctx, wanted.org, 'project:read');
		const of = { orgId: org.id, userId: requirePerson(ctx) };
		const reviews = await waitsForVerdict(tx, ctx, of);
		const asks = await readAsks(tx, ctx, of);
		const opened = await openedBy(tx, ctx, of);
		return {
			reviews: reviews.lines,
			asks,
			opened: opened.lines,
			totals: { reviews: reviews.total, opened: opened.total },
			notifications: await readNotifications(tx, { ...of, archived: wanted.archived }),
			count: reviews.total + asks.length + (await countUnread(tx, { ...of, besides: reviews.ids })),
		};
	});
}

/** How many things ask for the reader: what the navigation shows. */
export async function countInbox(ctx: ServiceContext, input: { org: string }): Promise<{ count: number; userId: string }> {
	const wanted = parseInput(getInboxInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const org = await loadOrganization(tx, ctx, wanted.org, 'project:read');
		const of = { orgId: org.id, userId: requirePerson(ctx) };
		const reviews = await waitsForVerdict(tx, ctx, of);
		const asks = await readAsks(tx, ctx, of);
		return { count: reviews.total + asks.length + (await countUnread(tx, { ...of, besides: reviews.ids })), userId: of.userId };
	});
}

async function readAsks(tx: Parameters<typeof waiversThatWait>[0], ctx: ServiceContext, of: { orgId: string; userId: string }): Promise<InboxAsk[]> {
	const waivers = (await waiversThatWait(tx, ctx, of)).map((one): InboxAsk => ({ kind: 'waiver', ...one }));
	const proposals = (await proposalsThatWait(tx, ctx, of)).map((one): InboxAsk => ({ kind: 'policy-proposal', ...one, dueAtMs: null }));
	return [...waivers, ...proposals].sort((a, b) => a.sinceMs - b.sinceMs);
}
