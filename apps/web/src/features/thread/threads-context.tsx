'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { refusalOf } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import type { Outputs } from '../../api/outputs.ts';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import type { Anchor, ThreadComment, ThreadView } from './types.ts';

type Threads = Outputs['thread']['list'];

export interface ThreadActions {
	threads: readonly ThreadView[];
	mayComment: boolean;
	/** Where drafts of this change are kept. */
	draftKey: string;
	/** Each resolves to the server's refusal, or null when it took it. */
	start: (anchor: Anchor, body: string) => Promise<string | null>;
	reply: (thread: string, body: string) => Promise<string | null>;
	edit: (comment: ThreadComment, body: string) => Promise<{ refusal: string | null; conflict: boolean }>;
	resolve: (thread: string, resolved: boolean) => Promise<string | null>;
}

const NOTHING: ThreadActions = {
	threads: [],
	mayComment: false,
	draftKey: '',
	start: async () => null,
	reply: async () => null,
	edit: async () => ({ refusal: null, conflict: false }),
	resolve: async () => null,
};
const Context = createContext<ThreadActions>(NOTHING);

/** The threads of the change on this page, and what the reader may do with them. */
export const useThreads = () => useContext(Context);

export interface ThreadsProviderProps {
	place: { org: string; project: string };
	number: number;
	changeId: string;
	/** The reader's name, under which what they write is shown at once. */
	reader: string;
	children: ReactNode;
}

/** Fetches the threads, keeps them live, and shows what the reader writes before the server took it. */
export function ThreadsProvider({ place, number, changeId, reader, children }: ThreadsProviderProps) {
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const at = { ...place, number };
	const query = trpc.thread.list.queryOptions(at);
	const { data } = useQuery(query);
	useRefetchOn(`change/${changeId}`, (type) => (/^(change\.(thread|evaluated|revision)|\*)/.test(type) ? [query.queryKey] : []), 200);
	const begin = useMutation(trpc.thread.start.mutationOptions());
	const answer = useMutation(trpc.thread.reply.mutationOptions());
	const change = useMutation(trpc.thread.edit.mutationOptions());
	const settle = useMutation(trpc.thread.resolve.mutationOptions());

	/** Shows `next` at once and takes it back when the server refuses. */
	async function optimistic(next: (now: Threads) => Threads, call: () => Promise<unknown>): Promise<string | null> {
		await queryClient.cancelQueries({ queryKey: query.queryKey });
		const before = queryClient.getQueryData(query.queryKey);
		if (before) queryClient.setQueryData(query.queryKey, next(before));
		try {
			await call();
			return null;
		} catch (error) {
			if (before) queryClient.setQueryData(query.queryKey, before);
			return refusalOf(error);
		} finally {
			void queryClient.invalidateQueries({ queryKey: query.queryKey });
		}
	}

	const said = (body: string): ThreadComment => ({
		id: `sending-${Date.now()}`,
		author: reader,
		authorUserId: null,
		body,
		version: 1,
		atMs: Date.now(),
		editedAtMs: null,
		history: [],
		yours: false,
	});
	const changed = (now: Threads, id: string, to: (thread: ThreadView) => ThreadView): Threads => ({
		...now,
		threads: now.threads.map((thread) => (thread.id === id ? to(thread) : thread)),
	});

	const actions: ThreadActions = {
		threads: data?.threads ?? [],
		mayComment: data?.mayComment ?? false,
		draftKey: `interlock.draft.${changeId}`,
		start: (anchor, body) =>
			optimistic(
				(now) => ({ ...now, open: now.open + 1, threads: [...now.threads, begun(anchor, reader, said(body))] }),
				() => begin.mutateAsync({ ...at, anchor, body }),
			),
		reply: (thread, body) =>
			optimistic(
				(now) => changed(now, thread, (one) => ({ ...one, comments: [...one.comments, said(body)] })),
				() => answer.mutateAsync({ ...at, thread, body }),
			),
		edit: async (comment, body) => {
			const refusal = await change.mutateAsync({ ...at, comment: comment.id, body, version: comment.version }).then(() => null, refusalOf);
			await queryClient.invalidateQueries({ queryKey: query.queryKey });
			return { refusal, conflict: refusal?.includes('edited meanwhile') ?? false };
		},
		resolve: (thread, resolved) =>
			optimistic(
				(now) => changed(now, thread, (one) => ({ ...one, resolved: resolved ? { by: reader, atMs: Date.now() } : null })),
				() => settle.mutateAsync({ ...at, thread, resolved }),
			),
	};
	return <Context.Provider value={actions}>{children}</Context.Provider>;
}

function begun(anchor: Anchor, reader: string, first: ThreadComment): ThreadView {
	const line = anchor.kind === 'line' ? anchor.line : null;
	return {
		id: first.id,
		anchor,
		tab: 'overview',
		standing: { state: 'current', line, why: null },
		revision: 0,
		createdBy: reader,
		createdAtMs: first.atMs,
		resolved: null,
		comments: [first],
		whyNotResolve: 'It is being sent.',
	};
}
