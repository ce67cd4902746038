import type { Permit } from '@interlock/ui/review';

export interface ModelRow {
	name: string;
	description: string;
	versions: number;
	newest: { version: number; createdAtMs: number; createdBy: string } | null;
	/** Endpoints that run one of its versions. */
	serving: { endpoint: string; environment: string; version: number }[];
}

export interface ModelVersionRow {
	version: number;
	createdAtMs: number;
	createdBy: string;
	run: { id: string; name: string } | null;
	dataDigest: string;
	flavors: string[];
	aliases: string[];
	serving: { endpoint: string; role: 'champion' | 'candidate' }[];
	/** The change that proposed it last. */
	change: { number: number; state: 'draft' | 'in-review' | 'approved' | 'applied' | 'closed' } | null;
}

export interface SignatureField {
	name: string;
	type: string;
	required: boolean;
}

export interface ModelVersionDetail extends ModelVersionRow {
	description: string;
	filesDigest: string;
	files: { path: string; sizeBytes: number; sha256: string }[];
	signature: { inputs: SignatureField[]; outputs: SignatureField[] } | null;
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
	versions: ModelVersionRow[];
	selected: ModelVersionDetail | null;
	mayPropose: Permit;
	/** Endpoints of this model a change can target. */
	endpoints: { name: string; environment: string }[];
	/** Held-out data a change can be judged on. */
	holdouts: { dataset: string; versions: { version: number; period: string | null }[] }[];
	nowMs: number;
}

export interface ProposeChange {
	model: string;
	version: number;
	endpoint: string;
	title: string;
	description: string;
	holdout: { dataset: string; version: number };
}
