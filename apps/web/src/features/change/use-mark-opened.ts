'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../../api/api-provider.tsx';
import type { Outputs } from '../../api/outputs.ts';
import type { ChangeTab } from './change-tab.ts';

type Tab = 'metrics' | 'data' | 'code' | 'behaviour';

/** Records once that the reader opened a diff of the newest revision, where they may review it. `change`: null while an older one is read. */
export function useMarkOpened(place: { org: string; project: string }, change: Outputs['change']['get'] | null, tab: ChangeTab): void {
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const mark = useMutation(trpc.change.markOpened.mutationOptions());
	const asked = useRef('');
	useEffect(() => {
		if (!change?.comparison || !isDiff(tab) || change.viewer.opened?.includes(tab) !== false) return;
		const at = { ...place, number: change.number };
		const key = `${change.revision.digest} ${tab}`;
		if (asked.current === key) return;
		asked.current = key;
		mark.mutate(
			{ ...at, tab, digest: change.revision.digest },
			{ onSuccess: () => void queryClient.invalidateQueries({ queryKey: trpc.change.get.queryKey(at) }) },
		);
	});
}

function isDiff(tab: ChangeTab): tab is Tab {
	return tab === 'metrics' || tab === 'data' || tab === 'code' || tab === 'behaviour';
}
