import { can } from '@interlock/domain/access';
import { parseInput } from '@interlock/domain/error';
import { describePolicy, getPolicyInput, type GetPolicyInput, whyUnsatisfiable } from '@interlock/domain/policy';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { loadEnvironment, policiesOf, type PolicyVersion } from './load-policy.ts';
import { proposalsOf, type ProposalView } from './list-proposals.ts';
import { poolOf } from './people-of-org.ts';
import { otherPolicyWriters } from './policy-review.ts';
import { readCircumstances } from './read-circumstances.ts';

export interface PolicyView {
	environment: string;
	current: PolicyVersion;
	/** The current version in plain sentences. */
	sentences: string[];
	/** All versions, newest first. */
	versions: Omit<PolicyVersion, 'document'>[];
	/** Whom some requirement asks now. */
	people: { userId: string; name: string }[];
	/** Why nobody could satisfy it now, such as after a reviewer left; null when somebody can. */
	warning: string | null;
	/** Proposed edits, newest first. */
	proposals: ProposalView[];
	/** Names of the groups it may ask. */
	groups: string[];
	/** Whether the caller may edit it, and the sentence why not. */
	edit: { enabled: boolean; sentence: string /** Saving makes a proposal. */; proposes: boolean };
}

/** The policy of an environment with its history, who can approve under it, and whether the caller may edit it. */
export async function getPolicy(ctx: ServiceContext, input: GetPolicyInput): Promise<PolicyView> {
	const wanted = parseInput(getPolicyInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'policy:read');
		const env = await loadEnvironment(tx, place.projectId, wanted.environment);
		const versions = await policiesOf(tx, env.id);
		const current = versions[0];
		if (!current) throw new Error(`environment ${env.id} has no policy`);
		const now = await readCircumstances(tx, place.orgId, env.id);
		const decision = can(ctx.actor, 'policy:write', place);
		const others = await otherPolicyWriters(tx, ctx, place.orgId);
		return {
			environment: env.name,
			current,
			sentences: describePolicy(current.document),
			versions: versions.map(({ document: _document, ...version }) => version),
			people: poolOf(current.document, now.people).map(({ userId, name }) => ({ userId, name })),
			warning: whyUnsatisfiable(current.document, { ...now, openChanges: [] })?.sentence ?? null,
			proposals: await proposalsOf(tx, ctx, place, versions),
			groups: now.groups.slice(),
			edit: {
				enabled: decision.allowed,
				sentence: decision.allowed ? whatSavingDoes(current, others) : decision.reason,
				proposes: current.document.protected && others.length > 0,
			},
		};
	});
}

function whatSavingDoes({ document }: PolicyVersion, others: string[]): string {
	if (!document.protected || others.length === 0) return 'Saving makes a new version; open changes keep the stricter of both.';
	return `Saving makes a proposal; ${others.slice(0, 3).join(' or ')} can approve it.`;
}
