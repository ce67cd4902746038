export { type LoggedPrediction, type PredictionBatch, predictionBatch } from './prediction-batch.ts';
export {
	MAX_REFUSAL_REASON,
	MAX_ROUTE_REFUSALS,
	type RouteAck,
	routeAck,
	type RouteEntry,
	type RouteRefusal,
	type RouteTable,
	routeTable,
	type ServedEndpoint,
	type ServedFile,
	type ServedToken,
} from './route-table.ts';
