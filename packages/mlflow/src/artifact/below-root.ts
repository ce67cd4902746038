import { DomainError } from '@interlock/domain/error';

/** A file's path below the store's root, from the URI of its owner's folder. Throws `not-found` for a folder that lies elsewhere. */
export function belowRoot(uri: string, path: string): string {
	const root = /^mlflow-artifacts:\/(.+)$/.exec(uri)?.[1];
	if (!root)
		throw new DomainError('not-found', `No such artifact: the files lie at ${uri.slice(0, 200)}, which this server doesn't read`, {
			field: 'path',
			value: path,
		});
	return `${root}/${path}`;
}
