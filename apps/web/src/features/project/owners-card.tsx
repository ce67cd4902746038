import { Card } from '@interlock/ui/base';
import Link from 'next/link';
import type { EnvironmentRow } from './types.ts';

/** Who owns what, as the policies of the environments say: their approval is asked for when it changes. */
export function OwnersCard({ base, environments }: { base: string; environments: readonly EnvironmentRow[] }) {
	const owning = environments.filter(({ policy }) => policy.owners.length > 0);
	return (
		<Card title="Owners" meta="by path and model">
			{owning.length === 0 && (
				<p className="px-3 py-2.5 text-meta text-ink-2">
					No policy names owners. A policy can ask the owners of what changed, such as <span className="mono">data/**</span>, for their approval.
				</p>
			)}
			{owning.map(({ name, policy }) => (
				<section key={name} aria-label={`Owners in ${name}`} className="border-b border-line px-3 py-2 last:border-b-0">
					<h3 className="text-meta font-strong text-ink-2">{name}</h3>
					<dl className="grid gap-1 pt-1">
						{policy.owners.map((rule, i) => (
							<div key={`${i} ${rule.of}`} className="flex flex-wrap gap-x-2">
								<dt className="mono wrap-anywhere">{rule.of}</dt>
								<dd className="text-ink-2">{rule.owners}</dd>
							</div>
						))}
					</dl>
				</section>
			))}
			<p className="border-t border-line px-3 py-2 text-meta text-ink-2">
				Owners are part of the policy of an environment.{' '}
				<Link href={`${base}/policies`} className="link">
					Policies
				</Link>
			</p>
		</Card>
	);
}
