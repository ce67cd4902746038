'use client';
import { toast } from '@interlock/ui/base';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import type { InboxLine } from './types.ts';

/** Marks lines at once and takes it back where the server refuses; archiving can be undone for as long as its message stands (9 s). */
export function useMarks(org: string) {
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const mark = useMutation(trpc.inbox.mark.mutationOptions());
	const keyOf = (archived: boolean) => trpc.inbox.get.queryOptions({ org, archived }).queryKey;

	async function send(lines: readonly InboxLine[], marks: { read?: boolean; archived?: boolean }): Promise<boolean> {
		const ids = lines.flatMap((line) => line.notification?.id ?? []);
		if (ids.length === 0) return false;
		for (const archived of [false, true]) {
			queryClient.setQueryData(keyOf(archived), (held) =>
				held
					? {
							...held,
							notifications: held.notifications.flatMap((one) => {
								if (!ids.includes(one.id)) return [one];
								if (marks.archived !== undefined) return [];
								return [{ ...one, readAtMs: marks.read ? Date.now() : null }];
							}),
						}
					: held,
			);
		}
		const refusal = await attempt(mark.mutateAsync({ org, ids, ...marks }));
		if (refusal !== null) toast.error(refusal);
		await queryClient.invalidateQueries({ queryKey: trpc.inbox.pathKey() });
		return refusal === null;
	}

	async function archive(lines: readonly InboxLine[], archived: boolean): Promise<void> {
		if (!(await send(lines, { archived }))) return;
		const what = lines.length === 1 ? '1 line' : `${lines.length} lines`;
		toast(archived ? `${what} archived` : `${what} put back`, {
			action: { label: 'Undo', onClick: () => void send(lines, { archived: !archived }) },
		});
	}

	return {
		read: (lines: readonly InboxLine[], read: boolean) => void send(lines, { read }),
		archive: (lines: readonly InboxLine[], to: boolean) => void archive(lines, to),
	};
}
