'use client';
import type { PolicyDocument } from '@interlock/domain/policy';
import { Avatar, Button, Card, Note, TabLink, TabNav } from '@interlock/ui/base';
import { Digest, formatStamp, KeyValue } from '@interlock/ui/data';
import { PageHead } from '@interlock/ui/shell';
import { Check, PencilLine } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { PolicyForm } from './policy-form.tsx';
import { Proposals } from './proposals.tsx';
import type { PolicyDetail, Replay } from './types.ts';

export interface PolicyViewProps {
	place: { org: string; project: string };
	policy: PolicyDetail;
	/** Resolves to the server's refusal, or null when a new version was made. */
	onSave: (document: PolicyDocument, reason: string) => Promise<string | null>;
	onReplay: (document: PolicyDocument) => Promise<Replay>;
}

/** The policy of an environment: who approves, which gates, how it rolls out, until when. */
export function PolicyView({ place, policy, onSave, onReplay }: PolicyViewProps) {
	const [editing, setEditing] = useState(false);
	const base = `/${place.org}/${place.project}/policies`;
	const { mayEdit } = policy;

	async function save(document: PolicyDocument, reason: string) {
		const refusal = await onSave(document, reason);
		if (refusal === null) setEditing(false);
		return refusal;
	}

	return (
		<>
			<PageHead
				title="Policies"
				actions={
					!editing && (
						<>
							<Link href={`/${place.org}/${place.project}/settings`} className="link text-meta">
								Environments and keys of checks
							</Link>
							<Button icon={<PencilLine size={14} aria-hidden />} reason={mayEdit.allowed ? null : mayEdit.reason} onClick={() => setEditing(true)}>
								Edit policy
							</Button>
						</>
					)
				}
			/>
			<TabNav label="Environments">
				{policy.environments.map((environment) => (
					<TabLink key={environment} link={<Link href={`${base}?environment=${environment}`} />} current={environment === policy.environment}>
						{environment}
					</TabLink>
				))}
			</TabNav>
			<div className="grid items-start gap-4 px-4 pt-4 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_352px]">
				<div className="grid min-w-0 gap-4">
					{policy.warning && <Note kind="warn">{policy.warning}. No change request of this environment can be approved until that is mended.</Note>}
					<Proposals base={base} proposals={policy.proposals} />
					{editing ? (
						<PolicyForm
							environment={policy.environment}
							version={policy.version}
							document={policy.document}
							groups={policy.groups}
							proposes={policy.proposes}
							projectBase={`/${place.org}/${place.project}`}
							onReplay={onReplay}
							onSave={save}
							onCancel={() => setEditing(false)}
						/>
					) : (
						<Card title={`What ${policy.environment} asks for`} meta={`version ${policy.version}`}>
							<ul className="py-1.5">
								{policy.sentences.map((sentence) => (
									<li key={sentence} className="flex items-start gap-2.5 px-3 py-1">
										<Check size={16} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
										{sentence}
									</li>
								))}
							</ul>
							<Plan plan={policy.document.rolloutPlan} />
						</Card>
					)}
				</div>
				<div className="grid min-w-0 gap-4">
					<Card title="Can approve now" meta={policy.people.length}>
						{policy.people.length === 0 && <p className="px-3 py-2.5 text-meta text-ink-2">Nobody whom the policy asks is here.</p>}
						<ul className="py-1.5">
							{policy.people.map((name) => (
								<li key={name} className="flex min-h-8 items-center gap-2 px-3">
									<Avatar name={name} />
									{name}
								</li>
							))}
						</ul>
						<p className="border-t border-line px-3 py-2 text-meta text-ink-2">A contributor to a change is left out for that change.</p>
					</Card>
					<Card title="Versions" meta="an open change keeps the stricter of its own and the newest">
						<ol>
							{policy.versions.map((version) => (
								<li key={version.version} className="border-b border-line px-3 py-2 last:border-b-0">
									<p className="font-strong">Version {version.version}</p>
									<KeyValue
										entries={[
											{ key: 'By', value: `${version.createdBy}, ${formatStamp(version.createdAtMs)}` },
											{ key: 'Digest', value: <Digest value={version.digest} prefix /> },
										]}
									/>
								</li>
							))}
						</ol>
					</Card>
				</div>
			</div>
		</>
	);
}

function Plan({ plan }: { plan: PolicyDocument['rolloutPlan'] }) {
	return (
		<div className="border-t border-line px-3 py-2.5">
			<h3 className="mb-1 text-meta font-strong text-ink-2">Rollout plan</h3>
			<ol className="flex flex-wrap gap-x-6 gap-y-2">
				{plan.steps.map((step, i) => (
					<li key={step.kind === 'shadow' ? 'shadow' : step.weight}>
						<span className="font-semibold">
							{i + 1}. {step.kind === 'shadow' ? 'Shadow' : `${step.weight}%`}
						</span>
						<span className="block text-meta text-ink-2">at least {step.minRequests.toLocaleString('en-GB')} requests</span>
					</li>
				))}
			</ol>
			<p className="mt-2 text-meta text-ink-2">
				Goes on once the candidate is shown to fail by less than {percent(plan.nonInferiorityMargin)} more than the champion; a first version below{' '}
				{percent(plan.absoluteErrorLimit)}. {plan.maxConsecutiveErrors} failures in a row roll back at once.
			</p>
		</div>
	);
}

function percent(share: number): string {
	return `${Math.round(share * 10_000) / 100}%`;
}
