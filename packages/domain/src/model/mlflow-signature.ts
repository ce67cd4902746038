/** A column of a signature as MLflow writes it; nested types keep their own fields. */
export interface SignatureField {
	name?: string;
	/** `double`, `long`, `string`, ..., or `tensor`. */
	type: string;
	required?: boolean;
	[more: string]: unknown;
}

/** The signature in a model's `MLmodel` file, parsed from its three JSON texts. */
export interface MlflowSignature {
	inputs: SignatureField[];
	outputs: SignatureField[] | null;
	params: SignatureField[] | null;
}

/** Reads `{inputs, outputs, params}` where each is a JSON text (or absent). Null when there is no usable inputs list. */
export function readSignature(raw: unknown): MlflowSignature | null {
	if (typeof raw !== 'object' || raw === null) return null;
	const inputs = readFields(Reflect.get(raw, 'inputs'));
	if (!inputs) return null;
	return { inputs, outputs: readFields(Reflect.get(raw, 'outputs')), params: readFields(Reflect.get(raw, 'params')) };
}

function readFields(text: unknown): SignatureField[] | null {
	if (typeof text !== 'string') return null;
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return null;
	}
	if (!Array.isArray(parsed)) return null;
	return parsed.filter((field): field is SignatureField => typeof field === 'object' && field !== null && typeof Reflect.get(field, 'type') === 'string');
}
