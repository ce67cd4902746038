import { z } from 'zod';

/** MLflow's scalar column types (`mlflow/types/schema.py`, DataType). */
export const SCALAR_TYPES = ['boolean', 'integer', 'long', 'float', 'double', 'string', 'binary', 'datetime'] as const;
export type ScalarType = (typeof SCALAR_TYPES)[number];

const required = z.boolean();
const scalarField = z.object({
	kind: z.literal('scalar'),
	name: z.string().nullable(),
	type: z.enum(SCALAR_TYPES),
	required,
});
/** `shape`: -1 is any length. */
const tensorField = z.object({
	kind: z.literal('tensor'),
	name: z.string().nullable(),
	dtype: z.string(),
	shape: z.array(z.int()),
	required,
});
/** Array, object, map and any: kept as the JSON that names them, compared by it. */
const nestedField = z.object({
	kind: z.literal('nested'),
	name: z.string().nullable(),
	type: z.string(),
	spec: z.string(),
	required,
});

export const signatureFieldSchema = z.discriminatedUnion('kind', [scalarField, tensorField, nestedField]);
/** One input or output. `name` is null where MLflow has none (a lone output, an unnamed tensor). */
export type SignatureField = z.infer<typeof signatureFieldSchema>;

export const signatureParamSchema = z.object({
	name: z.string(),
	type: z.string(),
	default: z.unknown(),
	/** null: a single value; otherwise the shape of a list, usually [-1]. */
	shape: z.array(z.int()).nullable(),
});
export type SignatureParam = z.infer<typeof signatureParamSchema>;

/** What a model takes and gives. Empty lists where MLflow's part is null. */
export const modelSignatureSchema = z.object({
	inputs: z.array(signatureFieldSchema),
	outputs: z.array(signatureFieldSchema),
	params: z.array(signatureParamSchema),
});
export type ModelSignature = z.infer<typeof modelSignatureSchema>;

/** A field's type as people read it: "double", "tensor float32 (-1, 30)", "array". */
export function describeType(field: SignatureField): string {
	if (field.kind !== 'tensor') return field.type;
	return `tensor ${field.dtype} (${field.shape.join(', ')})`;
}
