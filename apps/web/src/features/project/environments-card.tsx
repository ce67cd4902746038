'use client';
import { Badge, Button, Card } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { EnvironmentDialog, type EnvironmentDialogProps } from './environment-dialog.tsx';
import type { EnvironmentRow } from './types.ts';

export interface EnvironmentsCardProps {
	/** The project's address. */
	base: string;
	environments: readonly EnvironmentRow[];
	mayEdit: Permit;
	onCreate: EnvironmentDialogProps['onSave'];
	onUpdate: EnvironmentDialogProps['onSave'];
}

/** The project's environments: what each is for, what it serves, and the policy that protects it. */
export function EnvironmentsCard({ base, environments, mayEdit, onCreate, onUpdate }: EnvironmentsCardProps) {
	const [shown, setShown] = useState<'new' | EnvironmentRow | null>(null);
	const reason = mayEdit.allowed ? null : mayEdit.reason;
	return (
		<Card
			title="Environments"
			meta={environments.length}
			aside={
				<Button icon={<Plus size={14} aria-hidden />} reason={reason} onClick={() => setShown('new')}>
					New environment
				</Button>
			}
		>
			<ul>
				{environments.map((one) => (
					<li key={one.name} className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-line px-3 py-2.5 last:border-b-0">
						<div className="grid min-w-0 flex-1 basis-60 gap-0.5">
							<h3 className="flex flex-wrap items-center gap-2 font-strong">
								{one.name}
								{one.policy.protected && <Badge>Protected policy</Badge>}
							</h3>
							<p className="wrap-anywhere text-ink-2">{one.description || <span className="text-ink-3">Nothing says what it is for.</span>}</p>
							<p className="text-meta text-ink-3">
								{one.endpoints.length === 0 ? (
									'No endpoint yet'
								) : (
									<>
										Serves{' '}
										{one.endpoints.map((name, i) => (
											<span key={name}>
												{i > 0 && ', '}
												<Link href={`${base}/deployments/${name}`} className="link">
													{name}
												</Link>
											</span>
										))}
									</>
								)}
								, {one.openChanges === 1 ? '1 open change request' : `${one.openChanges} open change requests`}
							</p>
						</div>
						<div className="flex items-center gap-3">
							<Link href={`${base}/policies?environment=${one.name}`} className="link text-meta">
								Policy, version {one.policy.version}
							</Link>
							<Button reason={reason} aria-label={`Edit ${one.name}`} onClick={() => setShown(one)}>
								Edit
							</Button>
						</div>
					</li>
				))}
			</ul>
			{shown !== null && (
				<EnvironmentDialog edited={shown === 'new' ? null : shown} onClose={() => setShown(null)} onSave={shown === 'new' ? onCreate : onUpdate} />
			)}
		</Card>
	);
}
