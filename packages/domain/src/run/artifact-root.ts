import { DomainError } from '../error/domain-error.ts';
import { loggedModelIdFromWire, loggedModelIdToWire, runIdFromWire, runIdToWire } from './wire-id.ts';

/** Whose folder an artifact lies in. */
export interface ArtifactOwner {
	kind: 'run' | 'loggedModel';
	/** uuid. */
	id: string;
}

/** The folder's address on the wire: `mlflow-artifacts:/<experiment>/<run id>/artifacts`, for a logged model `/<experiment>/models/m-<id>/artifacts`. */
export function artifactUri(experimentNumber: number, owner: ArtifactOwner): string {
	const middle = owner.kind === 'run' ? runIdToWire(owner.id) : `models/${loggedModelIdToWire(owner.id)}`;
	return `mlflow-artifacts:/${experimentNumber}/${middle}/artifacts`;
}

/** Where an experiment's runs keep their artifacts. */
export function experimentArtifactUri(experimentNumber: number): string {
	return `mlflow-artifacts:/${experimentNumber}`;
}

export interface ArtifactAddress {
	experimentNumber: number;
	owner: ArtifactOwner;
	/** Path inside the folder; empty for the folder itself. */
	path: string;
}

/** Reads the checked path below `/mlflow-artifacts/artifacts/`. Throws `not-found` when it isn't in a run's or logged model's folder. */
export function parseArtifactAddress(path: string): ArtifactAddress {
	const run = /^(\d{1,9})\/([0-9a-f]{32})\/artifacts(?:\/(.+))?$/.exec(path);
	if (run) return { experimentNumber: Number(run[1]), owner: { kind: 'run', id: runIdFromWire(run[2] ?? '') }, path: run[3] ?? '' };
	const model = /^(\d{1,9})\/models\/(m-[0-9a-f]{32})\/artifacts(?:\/(.+))?$/.exec(path);
	if (model) return { experimentNumber: Number(model[1]), owner: { kind: 'loggedModel', id: loggedModelIdFromWire(model[2] ?? '') }, path: model[3] ?? '' };
	throw new DomainError('not-found', `No such artifact: '${path.slice(0, 200)}'`, { field: 'path', value: path.slice(0, 80) });
}
