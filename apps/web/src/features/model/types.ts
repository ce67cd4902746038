import type { Permit } from '@interlock/ui/review';

export interface ServingPlace {
	endpoint: string;
	environment: string;
	role: 'champion' | 'candidate';
	version: number;
}

export interface ModelRow {
	name: string;
	description: string;
	versions: number;
	latest: { version: number; createdAtMs: number; createdBy: string } | null;
	serving: ServingPlace[];
}

export interface SignatureField {
	name: string;
	type: string;
	required: boolean;
}

export interface ModelVersionView {
	version: number;
	description: string;
	createdAtMs: number;
	createdBy: string;
	run: { id: string; name: string } | null;
	aliases: string[];
	flavors: string[];
	filesDigest: string;
	dataDigest: string;
	files: { path: string; sizeBytes: number; sha256: string }[];
	signature: { inputs: SignatureField[]; outputs: SignatureField[] } | null;
	serving: Omit<ServingPlace, 'version'>[];
	/** Changes that proposed it, newest first. */
	changes: { number: number; state: string }[];
	lineage: {
		template: string | null;
		codeDigest: string | null;
		lockDigest: string | null;
		datasets: { name: string; version: number | null; digest: string; role: string }[];
		parameters: Record<string, string>;
	};
}

export interface ModelDetail {
	name: string;
	description: string;
	/** Newest first. */
	versions: ModelVersionView[];
	/** Number of the version in view. */
	selected: number | null;
	mayPropose: Permit;
	/** Endpoints of this model that a change can target. */
	endpoints: { name: string; environment: string }[];
	nowMs: number;
}

export interface ProposeChange {
	version: number;
	endpoint: string;
	title: string;
	description: string;
}
