import { DomainError } from '@interlock/domain/error';
import { z } from 'zod';

export type ColumnType = 'boolean' | 'integer' | 'long' | 'float' | 'double' | 'string' | 'datetime';

export interface SignatureColumn {
	name: string;
	type: ColumnType;
	/** Only an optional column may be missing or null. */
	required: boolean;
}

export interface ModelSignature {
	columns: SignatureColumn[];
	/** True for a signature of one unnamed tensor [-1, k]: its columns are called "0" to "k-1" and rows come as lists of numbers. */
	isMatrix: boolean;
}

const ColumnSpec = z.object({
	name: z.string().optional(),
	type: z.string(),
	required: z.boolean().optional(),
	optional: z.boolean().optional(),
	'tensor-spec': z.object({ dtype: z.string(), shape: z.array(z.number().int()) }).optional(),
});
type ColumnSpec = z.infer<typeof ColumnSpec>;

const COLUMN_TYPES = new Set<string>(['boolean', 'integer', 'long', 'float', 'double', 'string', 'datetime']);
const TYPE_OF_DTYPE: Record<string, ColumnType> = {
	float32: 'float',
	float64: 'double',
	int32: 'integer',
	int64: 'long',
	bool: 'boolean',
	str: 'string',
	object: 'string',
};

/**
 * Reads the `signature.inputs` text of an MLmodel file (a JSON list of column or tensor specs).
 * Throws DomainError `invalid` naming the column whose type this runtime can't take.
 */
export function parseSignatureInputs(text: string): ModelSignature {
	const specs = z.array(ColumnSpec).min(1).safeParse(jsonOrNull(text));
	if (!specs.success) throw new DomainError('invalid', 'MLmodel: signature.inputs must be a JSON list of column specs', { field: 'signature.inputs' });
	const [only] = specs.data;
	if (specs.data.length === 1 && only && only.type === 'tensor' && only.name === undefined) return matrixSignature(only);
	const columns = specs.data.map(readColumn);
	const names = new Set(columns.map((column) => column.name));
	if (names.size !== columns.length) throw new DomainError('invalid', 'MLmodel: signature.inputs names a column twice', { field: 'signature.inputs' });
	return { columns, isMatrix: false };
}

function readColumn(spec: ColumnSpec, position: number): SignatureColumn {
	const name = spec.name;
	if (name === undefined) throw new DomainError('invalid', `MLmodel: signature column ${position} has no name`, { field: 'signature.inputs' });
	const required = spec.required ?? spec.optional !== true;
	if (spec.type === 'tensor') {
		const [, width, ...rest] = spec['tensor-spec']?.shape ?? [];
		const type = TYPE_OF_DTYPE[spec['tensor-spec']?.dtype ?? ''];
		if (type === undefined || rest.length > 0 || (width !== undefined && width !== 1)) throw unsupported(name, 'tensor');
		return { name, type, required };
	}
	if (!COLUMN_TYPES.has(spec.type)) throw unsupported(name, spec.type);
	return { name, type: spec.type as ColumnType, required };
}

function matrixSignature(spec: ColumnSpec): ModelSignature {
	const [, width = 1, ...rest] = spec['tensor-spec']?.shape ?? [];
	const type = TYPE_OF_DTYPE[spec['tensor-spec']?.dtype ?? ''];
	if (type === undefined || type === 'string' || width < 1 || rest.length > 0) throw unsupported('the tensor input', 'tensor');
	return { columns: Array.from({ length: width }, (_, i) => ({ name: String(i), type, required: true })), isMatrix: true };
}

function unsupported(name: string, type: string): DomainError {
	return new DomainError('invalid', `MLmodel: ${name} has the type ${type}, which the serving runtime can't take`, { field: name, value: type });
}

function jsonOrNull(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
