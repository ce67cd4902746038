import type { PolicyDocument } from '@interlock/domain/policy';
import type { Permit } from '@interlock/ui/review';

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
}
