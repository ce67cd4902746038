import { DomainError } from '@interlock/domain/error';
import { type MlflowSignature, MODEL_LIMITS, type ModelFile, readSignature } from '@interlock/domain/model';
import type { ArtifactStore } from '@interlock/storage';
import { parse } from 'yaml';

export interface MlModelFacts {
	/** Names of the flavors, sorted. */
	flavors: string[];
	signature: MlflowSignature | null;
}

/** What a folder's `MLmodel` says; nothing when there is none. Throws `invalid` when it can't be read. */
export async function readMlModelFile(storage: ArtifactStore, orgId: string, files: readonly ModelFile[]): Promise<MlModelFacts> {
	const file = files.find((candidate) => candidate.path === 'MLmodel');
	if (!file) return { flavors: [], signature: null };
	if (file.sizeBytes > MODEL_LIMITS.mlModelBytes) throw invalid(`${file.sizeBytes} bytes, more than the limit of ${MODEL_LIMITS.mlModelBytes} bytes`);
	return parseMlModel((await storage.read(orgId, file.sha256)).toString('utf8'));
}

/** Flavors and signature of an `MLmodel` text. Throws `invalid`. */
export function parseMlModel(text: string): MlModelFacts {
	let document: unknown;
	try {
		document = parse(text, { maxAliasCount: 20 });
	} catch (error) {
		throw invalid(`not readable as YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`);
	}
	if (typeof document !== 'object' || document === null) throw invalid('must be a YAML mapping');
	const flavors: unknown = Reflect.get(document, 'flavors');
	return {
		flavors: typeof flavors === 'object' && flavors !== null ? Object.keys(flavors).sort() : [],
		signature: readSignature(Reflect.get(document, 'signature')),
	};
}

function invalid(problem: string): DomainError {
	return new DomainError('invalid', `MLmodel: ${problem.slice(0, 200)}`, { field: 'MLmodel', limit: problem.slice(0, 200) });
}
