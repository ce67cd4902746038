import { DomainError } from '@interlock/domain/error';
import type { ModelSignature, ScalarType, SignatureField } from '@interlock/domain/signature';

export interface RequestColumn {
	name: string;
	type: ScalarType;
	/** Only an optional column may be missing or null. */
	required: boolean;
}

/** What a request must bring, by the model's signature. */
export interface RequestColumns {
	columns: RequestColumn[];
	/** True for a signature of one unnamed tensor [-1, k]: its columns are called "0" to "k-1" and rows come as lists of numbers. */
	isMatrix: boolean;
}

const TYPE_OF_DTYPE: Record<string, ScalarType> = {
	float32: 'float',
	float64: 'double',
	int32: 'integer',
	int64: 'long',
	bool: 'boolean',
	str: 'string',
	object: 'string',
};

/** The columns that a signature's inputs come down to. Throws DomainError `invalid` naming the input that this runtime can't take. */
export function requestColumnsOf(signature: ModelSignature): RequestColumns {
	const [only] = signature.inputs;
	if (only === undefined) throw new DomainError('invalid', 'MLmodel: the signature has no inputs', { field: 'signature.inputs' });
	if (signature.inputs.length === 1 && only.kind === 'tensor' && only.name === null) return matrixColumns(only);
	return { columns: signature.inputs.map(readField), isMatrix: false };
}

function readField(field: SignatureField, position: number): RequestColumn {
	if (field.name === null)
		throw new DomainError('invalid', `MLmodel: input ${position} of the signature has no name`, {
			field: 'signature.inputs',
		});
	const { name, required } = field;
	if (field.kind === 'scalar' && field.type !== 'binary') return { name, type: field.type, required };
	if (field.kind !== 'tensor') throw unsupported(name, field.type);
	const [, width, ...rest] = field.shape;
	const type = TYPE_OF_DTYPE[field.dtype];
	if (type === undefined || rest.length > 0 || (width !== undefined && width !== 1))
		throw unsupported(name, `tensor ${field.dtype} (${field.shape.join(', ')})`);
	return { name, type, required };
}

function matrixColumns(field: Extract<SignatureField, { kind: 'tensor' }>): RequestColumns {
	const [, width = 1, ...rest] = field.shape;
	const type = TYPE_OF_DTYPE[field.dtype];
	if (type === undefined || type === 'string' || width < 1 || rest.length > 0)
		throw unsupported('its input', `tensor ${field.dtype} (${field.shape.join(', ')})`);
	return {
		columns: Array.from({ length: width }, (_, i) => ({ name: String(i), type, required: true })),
		isMatrix: true,
	};
}

function unsupported(name: string, type: string): DomainError {
	return new DomainError('invalid', `MLmodel: ${name} has the type ${type}, which the serving runtime can't take`, {
		field: name,
		value: type,
	});
}
