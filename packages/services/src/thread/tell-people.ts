import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { organization, project, threadComment } from '@interlock/db/tables';
import { type Anchor, nameAnchor, tabOfAnchor } from '@interlock/domain/thread';
import type { ServiceContext } from '../access/index.ts';
import type { ChangeRow, Speaker } from '../change/index.ts';
import { notify } from '../notification/index.ts';
import { mentionedPeople } from './mentioned-people.ts';

export interface Said {
	threadId: string;
	anchor: Anchor;
	body: string;
	speaker: Speaker;
}

/** Tells those whom a comment names, and those who take part in its thread or opened the change. Returns whom it names. */
export async function tellPeople(tx: Tx, ctx: ServiceContext, row: ChangeRow, said: Said): Promise<string[]> {
	const mentioned = await mentionedPeople(tx, row.orgId, said.body, said.speaker.userId);
	const others = await tx.select({ userId: threadComment.authorUserId }).from(threadComment).where(eq(threadComment.threadId, said.threadId));
	const concerned = [row.authorUserId, ...others.map(({ userId }) => userId)].flatMap((userId) => (userId && !mentioned.includes(userId) ? [userId] : []));
	const [place] = await tx
		.select({ org: organization.slug, project: project.slug })
		.from(project)
		.innerJoin(organization, eq(organization.id, project.orgId))
		.where(eq(project.id, row.projectId));
	const tab = tabOfAnchor(said.anchor);
	const about = {
		orgId: row.orgId,
		projectId: row.projectId,
		subject: { kind: 'change', id: row.id },
		link: `/${place?.org}/${place?.project}/changes/${row.number}${tab === 'overview' ? '' : `/${tab}`}`,
	};
	const where = `#${row.number} on ${nameAnchor(said.anchor)}`;
	await notify(tx, ctx, { ...about, kind: 'mention', to: mentioned, sentence: `${said.speaker.name} named you in ${where}.`, because: 'You were named.' });
	await notify(tx, ctx, {
		...about,
		kind: 'comment',
		to: concerned,
		sentence: `${said.speaker.name} commented in ${where}.`,
		because: 'You opened the change or take part in the thread.',
	});
	return mentioned;
}
