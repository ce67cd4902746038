// Rules
// 1. Recalled is a dataset version, a run or a model version; with it everything made from it, over runs, data and copies.
// 2. An open change whose newest revision proposes such a version, or is judged on such data, is suspended: its approvals don't count.
//    It is done when it is closed, or when a new revision doesn't depend on it any more.
// 3. An endpoint that serves such a version, or rolls it out, is open until it is rolled back or replaced.
// 4. A version that nothing serves is suspended: it can't be proposed. That alone leaves nothing to do.
// 5. Somebody who may and who has no part in it can say of each that it isn't affected, with a reason. Lifting the recall ends all of it.

import type { ChangeState } from '../change/index.ts';

export type RecalledKind = 'dataset-version' | 'run' | 'model-version';

export const RECALL_ITEM_KINDS = ['model-version', 'change', 'endpoint'] as const;
export type RecallItemKind = (typeof RECALL_ITEM_KINDS)[number];

/** `suspended` and `serving` of a change or endpoint still ask for something; every other state is an end. */
export type RecallItemState = 'suspended' | 'serving' | 'rolled-back' | 'replaced' | 'closed' | 'dismissed';

/** Whether an item still asks for something. */
export function asksForMore(kind: RecallItemKind, state: RecallItemState): boolean {
	return kind !== 'model-version' && (state === 'suspended' || state === 'serving');
}

export function stateOfVersion(version: { dismissed: boolean; served: boolean }): RecallItemState {
	if (version.dismissed) return 'dismissed';
	return version.served ? 'serving' : 'suspended';
}

/** `depends`: its newest revision still does. `rollout`: of its newest rollout, if any. */
export function stateOfChange(change: { dismissed: boolean; state: ChangeState; depends: boolean; rolledBack: boolean }): RecallItemState {
	if (change.dismissed) return 'dismissed';
	if (change.state === 'closed') return change.rolledBack ? 'rolled-back' : 'closed';
	if (change.state === 'applied') return 'closed';
	if (!change.depends) return 'replaced';
	return change.state === 'approved' ? 'serving' : 'suspended';
}

/** `rolledBack`: the newest rollout of a recalled version to it was taken back. */
export function stateOfEndpoint(endpoint: { dismissed: boolean; serves: boolean; rolledBack: boolean }): RecallItemState {
	if (endpoint.dismissed) return 'dismissed';
	if (endpoint.serves) return 'serving';
	return endpoint.rolledBack ? 'rolled-back' : 'replaced';
}
