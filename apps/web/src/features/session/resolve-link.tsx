'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTRPC } from '../../api/api-provider.tsx';
import { type MlflowTarget, readMlflowFragment } from './mlflow-fragment.ts';
import { SignInFrame } from './sign-in-view.tsx';

/** Goes to what the address's fragment names, as mlflow clients print it; without one, home. `project`: where names are looked up, `/org/project`. */
export function ResolveLink({ home, project }: { home: string; project: string | null }) {
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const router = useRouter();
	const [lost, setLost] = useState<string | null>(null);

	useEffect(() => {
		const target = readMlflowFragment(location.hash);
		if (target?.kind !== 'run') {
			router.replace(placeOf(target, home, project));
			return;
		}
		queryClient
			.fetchQuery(trpc.run.locate.queryOptions({ runId: target.runId }))
			.then((place) => router.replace(`/${place.org}/${place.project}/runs/${place.runId}`))
			.catch(() => setLost(target.runId));
	}, [home, project, router, trpc, queryClient]);

	return (
		<SignInFrame title={lost ? 'There is no such run' : 'Opening'}>
			{lost ? (
				<p className="text-ink-2">
					The link names run <span className="mono">{lost}</span>, which doesn&apos;t exist or which you can&apos;t see.{' '}
					<a href={home} className="link">
						Go to your projects
					</a>
				</p>
			) : (
				<p role="status" className="text-ink-2">
					One moment.
				</p>
			)}
		</SignInFrame>
	);
}

function placeOf(target: MlflowTarget | null, home: string, project: string | null): string {
	if (target === null || project === null) return home;
	if (target.kind === 'model') return `${project}/models/${encodeURIComponent(target.name)}${target.version === null ? '' : `?version=${target.version}`}`;
	return `${project}/runs`;
}
