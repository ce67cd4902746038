'use client';
import { Avatar, Button, CopyButton, StateBadge } from '@interlock/ui/base';
import { Digest, formatStamp } from '@interlock/ui/data';
import { VersionChip } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useState } from 'react';
import { ReasonDialog } from '../reason-dialog.tsx';
import { stateOf } from './change-state.ts';
import { FollowUps } from './follow-ups.tsx';
import { EvidenceMenu } from './evidence-menu.tsx';
import { PushRevision, type PushRevisionProps } from './push-revision.tsx';
import type { ChangeDetail } from './types.ts';

export interface ChangeHeadProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	/** The way to ask for the emergency path, for whoever may. */
	emergency: ReactNode;
	onClose: (reason: string) => Promise<string | null>;
	push: Pick<PushRevisionProps, 'versions' | 'onOpen' | 'onPush'>;
}

/** Which model, from what to what, where it stands, who asks. */
export function ChangeHead({ place, change, onClose, push, emergency }: ChangeHeadProps) {
	const look = stateOf(change);
	const [closing, setClosing] = useState(false);
	const [address, setAddress] = useState('');
	useEffect(() => setAddress(`${location.origin}${location.pathname}`), []);
	const open = change.state === 'draft' || change.state === 'in-review';
	return (
		<PageHead
			title={
				<>
					{change.model}
					{change.base && (
						<>
							<VersionChip role="champion" version={`v${change.base.version}`} size="lg" />
							<ArrowRight size={16} role="img" aria-label="to" className="text-ink-3" />
						</>
					)}
					<VersionChip role="candidate" version={`v${change.head.version}`} size="lg" />
					<span className="font-normal text-ink-3 tabular-nums">#{change.number}</span>
				</>
			}
			meta={
				<StateBadge state={look.state} size="md">
					{look.word}
				</StateBadge>
			}
			actions={
				<>
					<EvidenceMenu place={place} number={change.number} />
					{address && <CopyButton text={address} label="Copy review link" />}
					{change.state === 'applied' && <FollowUps place={place} change={change} />}
					{emergency}
					{open && <PushRevision permit={change.permits.push} current={change.head.version} {...push} />}
					{open && (
						<Button variant="quiet" reason={change.permits.close.allowed ? null : change.permits.close.reason} onClick={() => setClosing(true)}>
							Close
						</Button>
					)}
				</>
			}
		>
			<p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-meta text-ink-2">
				<Avatar name={change.author} machine={change.machine} />
				<span>
					<b className="font-strong text-ink">{change.author}</b> proposes: {change.title}
				</span>
				<Divider />
				<span>
					target{' '}
					<Link href={`/${place.org}/${place.project}/deployments/${change.endpoint}`} className="font-strong text-ink hover:underline">
						{change.endpoint} / {change.environment}
					</Link>
				</span>
				<Divider />
				<span>
					revision {change.revision.number}, <Digest value={change.revision.digest} />
				</span>
				<Divider />
				<span className="tabular-nums">opened {formatStamp(change.openedAtMs)}</span>
			</p>
			{change.link && (
				<p className="mt-2 text-meta text-ink-2">
					{change.link.kind}{' '}
					<Link href={`/${place.org}/${place.project}/changes/${change.link.number}`} className="font-strong text-ink hover:underline">
						#{change.link.number} {change.link.title}
					</Link>
				</p>
			)}
			{change.closedReason && <p className="mt-2 text-meta text-ink-2">{change.closedReason}</p>}
			<ReasonDialog
				open={closing}
				onOpenChange={setClosing}
				title={`Close #${change.number}?`}
				description="It stays readable, with everything said and measured. It can't be opened again."
				verb="Close change request"
				onSubmit={onClose}
			/>
		</PageHead>
	);
}

function Divider() {
	return <span aria-hidden className="hidden h-3 w-px bg-line-2 sm:block" />;
}
