'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '../../api/api-provider.tsx';
import { useChannel } from '../../live/live-context.tsx';
import type { RunLogChunk } from './types.ts';

const PAGE = 1000;

/** What a run printed so far, page by page, and the rest as it comes. No chunk is asked for twice. */
export function useRunLogs(at: { org: string; project: string; runId: string }, channelId: string): readonly RunLogChunk[] {
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const [chunks, setChunks] = useState<readonly RunLogChunk[]>([]);
	const reading = useRef({ busy: false, again: false, after: undefined as string | undefined });
	const { org, project, runId } = at;

	async function readOn() {
		const state = reading.current;
		state.again = true;
		if (state.busy) return;
		state.busy = true;
		while (state.again) {
			state.again = false;
			const page = await queryClient
				.fetchQuery(trpc.run.logs.queryOptions({ org, project, runId, after: state.after, limit: PAGE }, { staleTime: 0, gcTime: 0 }))
				.catch(() => null);
			if (!page || page.chunks.length === 0) continue;
			state.after = page.next;
			state.again ||= page.chunks.length === PAGE;
			setChunks((known) => [...known, ...page.chunks]);
		}
		state.busy = false;
	}

	// biome-ignore lint/correctness/useExhaustiveDependencies: another run is read from its start
	useEffect(() => {
		reading.current = { busy: false, again: false, after: undefined };
		setChunks([]);
		void readOn();
	}, [runId]);
	useChannel(
		`run/${channelId}`,
		(event) => {
			if (event.type === 'run.logs') void readOn();
		},
		() => void readOn(),
	);
	return chunks;
}
