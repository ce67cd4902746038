export { CHART_RANGES, type ChartRange, type GetEndpointInput, getEndpointInput } from './chart-range.ts';
export { type CreateEndpointInput, createEndpointInput } from './create-endpoint.ts';
export {
	type EndpointPlace,
	type OperateRolloutInput,
	operateRolloutInput,
	type PromoteRolloutInput,
	promoteRolloutInput,
	type RequestRollbackInput,
	requestRollbackInput,
} from './endpoint-place.ts';
export {
	type GetMonitorInput,
	getMonitorInput,
	type RequestRetrainInput,
	requestRetrainInput,
	type RunMonitorInput,
	runMonitorInput,
} from './monitor-input.ts';
export { type PushLabelsInput, pushLabelsInput } from './push-labels.ts';
export { type RouteQuery, routeQueryInput, type ServingBlobInput, servingBlobInput } from './serving.ts';
