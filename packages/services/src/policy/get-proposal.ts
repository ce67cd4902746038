import { stringify } from 'yaml';
import { diffLines, type TextDiff } from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import { personOf } from '@interlock/domain/access';
import { describePolicy, getProposalInput, type GetProposalInput, type PolicyDocument } from '@interlock/domain/policy';
import { loadProject, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { type ProposalRow, proposalView, type ProposalView } from './list-proposals.ts';
import { policiesOf, type PolicyVersion } from './load-policy.ts';
import { loadProposal } from './load-proposal.ts';
import { approversOf, whyAuthorMayNot } from './policy-review.ts';

/** Something that happened to a proposal. */
export interface ProposalEvent {
	kind: 'proposed' | 'moved' | 'approved' | 'rejected' | 'withdrawn';
	name: string;
	/** What they did, without their name: "proposed to edit version 1". */
	sentence: string;
	reason: string;
	atMs: number;
}

export interface ProposalDetail extends ProposalView {
	environment: string;
	/** The newest version of the policy now. */
	currentVersion: number;
	/** What the version that it was edited from asks for, and what this would ask for, in plain sentences. */
	sentences: { before: string[]; after: string[] };
	/** The same as YAML, line by line. */
	yaml: TextDiff;
	/** Names of the people who may approve it now. */
	approvers: string[];
	/** Oldest first. */
	timeline: ProposalEvent[];
}

/** A proposed policy beside the version it was edited from, with who may approve it, what the caller may do and what happened to it. */
export async function getProposal(ctx: ServiceContext, input: GetProposalInput): Promise<ProposalDetail> {
	const wanted = parseInput(getProposalInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const place = await loadProject(tx, ctx, wanted, 'policy:read');
		const { row, environment } = await loadProposal(tx, place.projectId, wanted);
		const versions = await policiesOf(tx, environment.id);
		const current = versions[0];
		if (!current) throw new Error(`environment ${environment.id} has no policy`);
		const barred = await whyAuthorMayNot(tx, personOf(ctx.actor), environment);
		const view = proposalView(ctx, place, row, { versions, current, barred });
		const before = (versions.find(({ version }) => version === row.baseVersion) ?? current).document;
		return {
			...view,
			environment: environment.name,
			currentVersion: current.version,
			sentences: { before: describePolicy(before), after: describePolicy(view.document) },
			yaml: diffLines(yamlOf(before), yamlOf(view.document)),
			approvers:
				row.state === 'open' && !view.outdated ? (await approversOf(tx, place.orgId, environment.id, row.proposedByUserId)).map(({ name }) => name) : [],
			timeline: timelineOf(row, versions),
		};
	});
}

/** As `interlock policy show` writes it. */
function yamlOf(document: PolicyDocument): string {
	return stringify(document, { lineWidth: 120 });
}

function timelineOf(row: ProposalRow, versions: readonly PolicyVersion[]): ProposalEvent[] {
	const proposed = `proposed to edit version ${row.baseVersion}`;
	const events: ProposalEvent[] = [{ kind: 'proposed', name: row.proposedBy, sentence: proposed, reason: row.reason, atMs: row.createdAt.getTime() }];
	const until = row.decidedAt?.getTime() ?? Number.POSITIVE_INFINITY;
	const own = versions.find(({ id }) => id === row.policyId);
	for (const { id, version, createdBy, createdAtMs } of versions.toReversed())
		if (version > row.baseVersion && id !== own?.id && createdAtMs <= until)
			events.push({ kind: 'moved', name: createdBy, sentence: `made version ${version}; this proposal is outdated`, reason: '', atMs: createdAtMs });
	if (row.state === 'open' || row.decidedAt === null) return events;
	const sentence = row.state === 'approved' && own ? `approved it as version ${own.version}` : `${row.state === 'withdrawn' ? 'withdrew' : row.state} it`;
	return [...events, { kind: row.state, name: row.decidedBy ?? '', sentence, reason: row.decisionReason ?? '', atMs: until }];
}
