export { type LoggedPrediction, type PredictionBatch, predictionBatch } from './prediction-batch.ts';
export {
	type RouteAck,
	routeAck,
	type RouteEntry,
	type RouteTable,
	routeTable,
	type ServedEndpoint,
	type ServedFile,
	type ServedToken,
} from './route-table.ts';
