import { type GetInboxInput, getInboxInput } from '@interlock/domain/notification';
import { parseInput } from '@interlock/domain/error';
import { loadOrganization, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { countUnread, type NotificationView, readNotifications, requirePerson } from '../notification/index.ts';
import { type InboxChange, openedBy, waitsForVerdict } from './what-waits.ts';

export interface InboxView {
	/** Changes that wait for the reader's verdict, what has waited longest first. Derived from the policy's decision: it can't be dismissed. */
	reviews: InboxChange[];
	/** Open changes of the reader, newest first, with what each waits for. */
	opened: InboxChange[];
	/** What the reader was told, newest first. */
	notifications: NotificationView[];
	/** What asks for the reader: waiting reviews and unread notifications that aren't about one of them. */
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
		const notifications = await readNotifications(tx, { ...of, archived: wanted.archived });
		return { reviews, opened: await openedBy(tx, ctx, of), notifications, count: reviews.length + (await unreadBeside(tx, of, reviews)) };
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
		return { count: reviews.length + (await unreadBeside(tx, of, reviews)), userId: of.userId };
	});
}

async function unreadBeside(tx: Parameters<typeof countUnread>[0], of: { orgId: string; userId: string }, reviews: InboxChange[]): Promise<number> {
	return countUnread(tx, { ...of, besides: reviews.map((review) => review.changeId) });
}
