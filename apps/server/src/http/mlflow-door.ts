import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instance } from '../instance.ts';

/** Where unmodified MLflow clients come in: `/mlflow/{org}/{project}/...`, and the root for a token with one project. */
export function mlflowDoor(_instance: Instance): { answers: (path: string) => boolean; door: (req: IncomingMessage, res: ServerResponse) => Promise<void> } {
	return { answers: () => false, door: async () => {} };
}
