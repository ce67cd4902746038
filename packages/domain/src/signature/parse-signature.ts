import { z } from 'zod';
import { DomainError } from '../error/index.ts';
import { type ModelSignature, SCALAR_TYPES, type ScalarType, type SignatureField, type SignatureParam } from './model-signature.ts';

/** The three parts of `signature` in an MLmodel file, each JSON text or absent. */
export interface SignatureText {
	inputs?: string | null;
	outputs?: string | null;
	params?: string | null;
}

const fieldSpec = z.looseObject({
	type: z.string(),
	name: z.string().nullish(),
	required: z.boolean().optional(),
	/** Before MLflow 2.11. */
	optional: z.boolean().optional(),
	'tensor-spec': z.object({ dtype: z.string(), shape: z.array(z.int()) }).optional(),
});
const paramSpec = z.looseObject({
	name: z.string(),
	type: z.string().optional(),
	/** Before MLflow 2.11. */
	dtype: z.string().optional(),
	default: z.unknown(),
	shape: z.array(z.int()).nullish(),
});

/**
 * Reads MLflow's signature (`mlflow/models/signature.py`, `ModelSignature.to_dict`). Throws DomainError `invalid` that
 * names the part (`signature.inputs`, ...) for broken JSON, a column without a type or a name used twice.
 */
export function parseSignature(text: SignatureText): ModelSignature {
	return {
		inputs: readPart('signature.inputs', text.inputs, fieldSpec).map(toField),
		outputs: readPart('signature.outputs', text.outputs, fieldSpec).map(toField),
		params: readPart('signature.params', text.params, paramSpec).map(toParam),
	};
}

function readPart<Spec extends { name?: string | null }>(part: string, text: string | null | undefined, spec: z.ZodType<Spec>): Spec[] {
	if (text === null || text === undefined) return [];
	const parsed = z.array(spec).safeParse(parseJson(part, text));
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		const place = issue === undefined ? '' : issue.path.join('.');
		throw refuse(part, `entry ${place} is not a column: ${issue?.message ?? 'not valid'}`);
	}
	const names = parsed.data.flatMap((entry) => entry.name ?? []);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) throw refuse(part, `"${twice}" is named twice`);
	return parsed.data;
}

function toField(spec: z.infer<typeof fieldSpec>): SignatureField {
	const name = spec.name ?? null;
	const isRequired = spec.required ?? spec.optional !== true;
	const tensor = spec['tensor-spec'];
	if (tensor !== undefined) return { kind: 'tensor', name, dtype: tensor.dtype, shape: tensor.shape, required: isRequired };
	if (isScalar(spec.type)) return { kind: 'scalar', name, type: spec.type, required: isRequired };
	const { name: _name, required: _required, optional: _optional, ...nested } = spec;
	return { kind: 'nested', name, type: spec.type, spec: sortedJson(nested), required: isRequired };
}

function toParam(spec: z.infer<typeof paramSpec>): SignatureParam {
	return {
		name: spec.name,
		type: spec.type ?? spec.dtype ?? 'string',
		default: spec.default ?? null,
		shape: spec.shape ?? null,
	};
}

function parseJson(part: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw refuse(part, 'is not JSON');
	}
}

function refuse(field: string, problem: string): DomainError {
	return new DomainError('invalid', `${field}: ${problem}`, { field, limit: "MLflow's signature as a JSON list" });
}

function isScalar(type: string): type is ScalarType {
	return SCALAR_TYPES.some((scalar) => scalar === type);
}

function sortedJson(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
	);
}
