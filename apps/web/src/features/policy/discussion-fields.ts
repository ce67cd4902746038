import type { PolicyDocument } from '@interlock/domain/policy';

/** What a policy asks of the discussion, as the form holds it. */
export interface DiscussionFields {
	resolveThreads: boolean;
	openDiffs: boolean;
}

export function discussionFormOf({ discussions, openedDiffs }: PolicyDocument): DiscussionFields {
	return { resolveThreads: discussions.mustBeResolved, openDiffs: openedDiffs.mustBeOpened };
}

/** The sections they mean; which diffs are required is kept. */
export function discussionSectionsOf(fields: DiscussionFields, base: PolicyDocument): Pick<PolicyDocument, 'discussions' | 'openedDiffs'> {
	return { discussions: { mustBeResolved: fields.resolveThreads }, openedDiffs: { ...base.openedDiffs, mustBeOpened: fields.openDiffs } };
}
