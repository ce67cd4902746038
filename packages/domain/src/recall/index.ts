export {
	dismissRecallItemBody,
	type DismissRecallItemInput,
	dismissRecallItemInput,
	liftRecallBody,
	type LiftRecallInput,
	liftRecallInput,
	listRecallsInput,
	recallBody,
	type RecallInput,
	recallInput,
	type RecallPlace,
	recallPlaceInput,
} from './recall-input.ts';
export {
	asksForMore,
	RECALL_ITEM_KINDS,
	type RecalledKind,
	type RecallItemKind,
	type RecallItemState,
	stateOfChange,
	stateOfEndpoint,
	stateOfVersion,
} from './recall-item.ts';
