export { CHART_RANGES, type ChartRange, type GetEndpointInput, getEndpointInput } from './chart-range.ts';
export { type CreateEndpointInput, createEndpointInput } from './create-endpoint.ts';
export { endpointConfigSchema, retrainConfigSchema } from './endpoint-config.ts';
export {
	type EndpointPlace,
	endpointPlaceInput,
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
export { MAX_LABELS_PER_PUSH, type PushLabelsInput, pushLabelsInput } from './push-labels.ts';
export { type RouteQuery, routeQueryInput, type ServingBlobInput, servingBlobInput } from './serving.ts';
