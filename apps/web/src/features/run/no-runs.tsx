'use client';
import { EmptyState, Snippet } from '@interlock/ui/base';
import { PageHead } from '@interlock/ui/shell';
import { Activity } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** An empty project: the three lines to paste into one's own script. */
export function NoRuns({ org, trackingUri, action }: { org: string; trackingUri: string; action: ReactNode }) {
	return (
		<>
			<PageHead title="Runs" meta={<span className="pt-1 text-ink-3">0</span>} actions={action} />
			<EmptyState icon={<Activity size={24} aria-hidden />} title="No run yet">
				<p className="mb-4">Put these three lines at the top of a script that uses mlflow. Its parameters, metrics and models appear here while it runs.</p>
				<Snippet label="lines for your script" code={snippetOf(trackingUri)} />
				<p className="mt-4 text-meta text-ink-3">
					The script needs a token in <span className="mono">MLFLOW_TRACKING_TOKEN</span>.{' '}
					<Link href={`/${org}/settings/tokens`} className="link">
						Make a token
					</Link>
				</p>
			</EmptyState>
		</>
	);
}

function snippetOf(uri: string): string {
	return ['import mlflow', `mlflow.set_tracking_uri("${uri}")`, 'mlflow.autolog()'].join('\n');
}
