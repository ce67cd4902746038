import type { Permission } from '../access/permission.ts';

// Rules
// 1. A run token belongs to the code of one run. It writes that run, its child runs, the models they log, and versions of the one declared model.
// 2. It reads the same, the run's experiment, and what it needs to start: nothing else of the project exists for it.
// 3. What it may not know of answers like an unknown id.

/** The scopes a run token carries; what they reach is bounded by `runTokenAllows`. */
export const RUN_TOKEN_SCOPES: readonly Permission[] = ['project:read', 'run:read', 'run:write', 'dataset:read', 'model:read', 'model:write'];

/** The part of a run token that bounds it. */
export interface RunTokenBounds {
	runId: string;
	projectId: string;
	/** The one registered model it may make versions of. */
	modelName: string | null;
}

/** What a request touches, as loaded. `parentRunId`: uuid read from the tag `mlflow.parentRunId`. */
export type RunTokenSubject =
	| { kind: 'run'; runId: string; parentRunId: string | null }
	/** `ownRun`: the experiment of the token's own run. */
	| { kind: 'experiment'; ownRun: boolean }
	/** A logged model, by the run it came from. */
	| { kind: 'loggedModel'; sourceRunId: string | null; sourceParentRunId: string | null }
	| { kind: 'registeredModel'; name: string }
	| { kind: 'modelVersion'; modelName: string; sourceRunId: string | null; sourceParentRunId: string | null };

export type RunTokenAccess = 'read' | 'create' | 'write';

/** May a run token with these bounds do this? Pure; denied by default. */
export function runTokenAllows(bounds: RunTokenBounds, access: RunTokenAccess, subject: RunTokenSubject): boolean {
	const isOwn = (runId: string | null, parentRunId: string | null) => runId === bounds.runId || (runId !== null && parentRunId === bounds.runId);
	switch (subject.kind) {
		case 'run':
			return isOwn(subject.runId, subject.parentRunId);
		case 'experiment':
			return subject.ownRun && access === 'read';
		case 'loggedModel':
			return isOwn(subject.sourceRunId, subject.sourceParentRunId);
		case 'registeredModel':
			return subject.name === bounds.modelName && access !== 'write';
		case 'modelVersion':
			if (subject.modelName !== bounds.modelName) return false;
			return access === 'read' || isOwn(subject.sourceRunId, subject.sourceParentRunId);
	}
}
