import { asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { contributor, thread, threadComment, threadCommentVersion } from '@interlock/db/tables';
import { can } from '@interlock/domain/access';
import { parseInput } from '@interlock/domain/error';
import {
	type Anchor,
	anchorSchema,
	type AnchorStanding,
	resolveAnchor,
	tabOfAnchor,
	type ThreadPlace,
	threadPlaceInput,
	whyNotResolve,
} from '@interlock/domain/thread';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadChange, speakerOf } from '../change/index.ts';
import { readGround, readGroundRows } from './read-ground.ts';

export interface ThreadCommentView {
	id: string;
	author: string;
	authorUserId: string | null;
	body: string;
	version: number;
	atMs: number;
	editedAtMs: number | null;
	/** What it said before, oldest first. */
	history: { version: number; body: string; atMs: number }[];
	/** The reader wrote it and may change it. */
	yours: boolean;
}

export interface ThreadView {
	id: string;
	anchor: Anchor;
	tab: ReturnType<typeof tabOfAnchor>;
	/** Where it stands in the newest revision. */
	standing: AnchorStanding;
	revision: number;
	createdBy: string;
	createdAtMs: number;
	resolved: { by: string; atMs: number } | null;
	comments: ThreadCommentView[];
	/** Why the reader may not settle or reopen it; null when they may. */
	whyNotResolve: string | null;
}

export interface Threads {
	threads: ThreadView[];
	open: number;
	/** Whether the reader may begin threads and reply. */
	mayComment: boolean;
}

/** The threads of a change, oldest first, each with where it stands in the newest revision. */
export async function listThreads(ctx: ServiceContext, input: ThreadPlace): Promise<Threads> {
	const wanted = parseInput(threadPlaceInput, input);
	const read = await transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:read');
		const rows = await tx.select().from(thread).where(eq(thread.changeId, loaded.row.id)).orderBy(asc(thread.createdAt), asc(thread.id));
		const threads = rows.map((row) => ({ row, anchor: anchorSchema.parse(row.anchor) }));
		const speaker = await speakerOf(tx, ctx.actor);
		const work = await tx.select({ userId: contributor.userId }).from(contributor).where(eq(contributor.changeId, loaded.row.id));
		const reader = {
			userId: speaker.userId,
			mayReview: speaker.userId !== null && can(ctx.actor, 'change:review', loaded.row).allowed,
			contributed: work.some(({ userId }) => userId === speaker.userId),
		};
		return {
			threads,
			reader,
			mayComment: can(ctx.actor, 'change:comment', loaded.row).allowed,
			comments: await commentsOf(
				tx,
				rows.map(({ id }) => id),
				speaker.userId,
			),
			rows: await readGroundRows(
				tx,
				loaded,
				threads.map(({ anchor }) => anchor),
			),
		};
	});
	const ground = await readGround(ctx, read.rows);
	return {
		threads: read.threads.map(({ row, anchor }) => ({
			id: row.id,
			anchor,
			tab: tabOfAnchor(anchor),
			standing: resolveAnchor(anchor, ground),
			revision: row.revision,
			createdBy: row.createdBy,
			createdAtMs: row.createdAt.getTime(),
			resolved: row.resolvedAt && { by: row.resolvedBy ?? '', atMs: row.resolvedAt.getTime() },
			comments: read.comments.get(row.id) ?? [],
			whyNotResolve: whyNotResolve(row, read.reader),
		})),
		open: read.threads.filter(({ row }) => row.resolvedAt === null).length,
		mayComment: read.mayComment,
	};
}

async function commentsOf(tx: Tx, threadIds: string[], reader: string | null): Promise<Map<string, ThreadCommentView[]>> {
	if (threadIds.length === 0) return new Map();
	const rows = await tx
		.select()
		.from(threadComment)
		.where(inArray(threadComment.threadId, threadIds))
		.orderBy(asc(threadComment.createdAt), asc(threadComment.id));
	const edited = rows.filter(({ version }) => version > 1).map(({ id }) => id);
	const before =
		edited.length > 0
			? await tx.select().from(threadCommentVersion).where(inArray(threadCommentVersion.commentId, edited)).orderBy(asc(threadCommentVersion.version))
			: [];
	const views = rows.map((row) => ({
		threadId: row.threadId,
		view: {
			id: row.id,
			author: row.author,
			authorUserId: row.authorUserId,
			body: row.body,
			version: row.version,
			atMs: row.createdAt.getTime(),
			editedAtMs: row.editedAt?.getTime() ?? null,
			history: before.filter(({ commentId }) => commentId === row.id).map(({ version, body, saidAt }) => ({ version, body, atMs: saidAt.getTime() })),
			yours: reader !== null && row.authorUserId === reader,
		},
	}));
	return new Map([...Map.groupBy(views, ({ threadId }) => threadId)].map(([id, found]) => [id, found.map(({ view }) => view)]));
}
