export {
	type LoggedPrediction,
	loggedPrediction,
	MAX_BATCH_PREDICTIONS,
	type PredictionBatch,
	predictionBatch,
} from './prediction-batch.ts';
export {
	type RouteAck,
	routeAck,
	type RouteEntry,
	routeEntry,
	type RouteTable,
	routeTable,
	type ServedEndpoint,
	servedEndpoint,
	type ServedFile,
	servedFile,
	type ServedToken,
	servedToken,
} from './route-table.ts';
