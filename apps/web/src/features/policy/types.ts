import type { PolicyDocument } from '@interlock/domain/policy';
import type { Permit } from '@interlock/ui/review';
import type { Outputs } from '../../api/outputs.ts';

export interface PolicyDetail {
	environment: string;
	environments: string[];
	version: number;
	document: PolicyDocument;
	/** The document in plain sentences. */
	sentences: string[];
	/** Newest first. */
	versions: { version: number; digest: string; createdBy: string; createdAtMs: number }[];
	/** Who has the approving role now. */
	people: string[];
	/** Why nobody could satisfy it now. */
	warning: string | null;
	mayEdit: Permit;
	/** Names of the organization's groups. */
	groups: string[];
	/** Saving makes a proposal that somebody else has to approve. */
	proposes: boolean;
	proposals: Proposal[];
}

/** A proposed edit as a line of the policies page. */
export type Proposal = Pick<
	Outputs['policy']['get']['proposals'][number],
	'id' | 'state' | 'baseVersion' | 'reason' | 'proposedBy' | 'createdAtMs' | 'decidedBy' | 'decidedAtMs' | 'diff' | 'outdated'
>;

/** A proposed edit as its own page shows it, beside the version it was made from. */
export interface ProposalDetail extends Omit<Outputs['policy']['proposal'], 'approve' | 'reject' | 'withdraw' | 'document'> {
	mayApprove: Permit;
	mayReject: Permit;
	mayWithdraw: Permit;
}
export type ProposalVerdict = 'approve' | 'reject' | 'withdraw';

/** What a policy would have done to past changes. */
export type Replay = Pick<Outputs['policy']['replay'], 'sentence' | 'changes'>;
