import { DomainError } from '../error/domain-error.ts';
import { checkEntityName, invalidValue, truncate } from './entity-name.ts';
import { RUN_LIMITS } from './limits.ts';
import { type MetricPoint, toStoredValue } from './metric-value.ts';

export interface MetricInput {
	key: string;
	value: number;
	timestampMs: number;
	step: number;
}

export interface KeyValue {
	key: string;
	value: string;
}

/** Checks metrics and gives them as stored. `path` prefixes the names in error sentences (`metrics` -> `metrics[0].name`). */
export function checkMetrics(metrics: readonly MetricInput[], path?: string): MetricPoint[] {
	return metrics.map((metric, i) => {
		const at = (field: string) => (path === undefined ? field : `${path}[${i}].${field}`);
		checkEntityName(metric.key, { entity: 'Metric name', path: at('name') });
		if (!Number.isSafeInteger(metric.timestampMs) || metric.timestampMs < 0) {
			throw invalidValue(
				at('timestamp'),
				metric.timestampMs,
				`metric '${metric.key}' (value=${metric.value}). Timestamp must be a nonnegative long (64-bit integer) `,
			);
		}
		if (!Number.isSafeInteger(metric.step)) {
			throw invalidValue(at('step'), metric.step, `metric '${metric.key}' (value=${metric.value}). Step must be a valid long (64-bit integer).`);
		}
		return { key: metric.key, step: metric.step, timestampMs: metric.timestampMs, ...toStoredValue(metric.value) };
	});
}

/** Checks params; values above 6000 characters are cut, as MLflow's server does. Throws `invalid` on a key given twice. */
export function checkParams(params: readonly KeyValue[], path?: string): KeyValue[] {
	const twice = params.filter((param, i) => params.findIndex((other) => other.key === param.key) !== i).map((param) => param.key);
	if (twice.length > 0) {
		throw new DomainError(
			'invalid',
			`Duplicate parameter keys have been submitted: [${twice.map((key) => `'${key}'`).join(', ')}]. Please ensure the request contains only one param value per param key.`,
			{ field: 'params', value: twice[0] },
		);
	}
	return params.map(({ key, value }, i) => {
		checkEntityName(key, { entity: 'Param key', path: path === undefined ? 'key' : `${path}[${i}].key` });
		return { key, value: truncate(RUN_LIMITS.paramValueLength, value) };
	});
}

/** Checks tags; values above 8000 characters are cut. Of a key given twice the last value stays. */
export function checkTags(tags: readonly KeyValue[], path?: string): KeyValue[] {
	const checked = tags.map(({ key, value }, i) => {
		const at = path === undefined ? 'key' : `${path}[${i}].key`;
		checkEntityName(key, { entity: at, path: at });
		return { key, value: truncate(RUN_LIMITS.tagValueLength, value) };
	});
	return [...new Map(checked.map((tag) => [tag.key, tag])).values()];
}

/** Throws `invalid` when a batch holds more than the protocol allows; the client splits by the same limits. */
export function checkBatchSize(count: { metrics: number; params: number; tags: number }): void {
	checkCount('metrics', RUN_LIMITS.metricsPerBatch, count.metrics);
	checkCount('params', RUN_LIMITS.paramsPerBatch, count.params);
	checkCount('tags', RUN_LIMITS.tagsPerBatch, count.tags);
	checkCount('metrics, params, and tags', RUN_LIMITS.entitiesPerBatch, count.metrics + count.params + count.tags);
}

function checkCount(entity: string, limit: number, count: number): void {
	if (count <= limit) return;
	throw new DomainError(
		'invalid',
		`A batch logging request can contain at most ${limit} ${entity}. Got ${count} ${entity}. Please split up ${entity} across multiple requests and try again.`,
		{ field: entity, value: count, limit: `${limit}` },
	);
}
