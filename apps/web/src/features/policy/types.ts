import type { PolicyDocument } from '@interlock/domain/policy';
import type { Permit } from '@interlock/ui/review';

export interface PolicyView {
	environment: string;
	version: number;
	digest: string;
	document: PolicyDocument;
	createdBy: string;
	createdAtMs: number;
	/** How many people have the approving role now. */
	eligible: number;
	mayEdit: Permit;
}
