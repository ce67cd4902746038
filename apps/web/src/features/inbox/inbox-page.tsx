'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { linesOf } from './inbox-of.ts';
import { InboxView } from './inbox-view.tsx';
import type { Shown } from './types.ts';
import { useMarks } from './use-marks.ts';

export function InboxPage({ shown, nowMs }: { shown: Shown; nowMs: number }) {
	const trpc = useTRPC();
	const { org, user, projects } = useShell();
	const now = useNow(nowMs);
	const query = trpc.inbox.get.queryOptions({ org: org.slug, archived: shown === 'archived' });
	const { data } = useSuspenseQuery(query);
	const marks = useMarks(org.slug);
	useRefetchOn(`person/${user.userId}`, () => [trpc.inbox.pathKey()], 300);
	const lines = linesOf(org.slug, shown === 'archived' ? { ...data, reviews: [], asks: [], opened: [] } : data);
	return (
		<AppPage crumbs={[{ label: 'Inbox' }]}>
			{projects.map((project) => (
				<ProjectNews key={project.id} projectId={project.id} />
			))}
			<InboxView
				base={`/${org.slug}/inbox`}
				lines={lines}
				shown={shown}
				totals={{ reviews: data.totals.reviews + data.asks.length, opened: data.totals.opened }}
				nowMs={now}
				onOpen={(line) => line.notification?.unread && marks.read([line], true)}
				onRead={marks.read}
				onArchive={marks.archive}
			/>
		</AppPage>
	);
}

/** Whatever happens to a project's changes can end or begin what waits for somebody. */
function ProjectNews({ projectId }: { projectId: string }) {
	const trpc = useTRPC();
	useRefetchOn(`project/${projectId}`, (type) => (/^(change\.|rollout\.|policy\.|\*)/.test(type) ? [trpc.inbox.pathKey()] : []), 500);
	return null;
}
