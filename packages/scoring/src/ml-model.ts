import { DomainError } from '@interlock/domain/error';
import { type ModelSignature, parseSignature } from '@interlock/domain/signature';
import { parse } from 'yaml';
import { z } from 'zod';

export interface MlModel {
	/** Path of the ONNX graph inside the model's folder. */
	graphPath: string;
	signature: ModelSignature;
}

const MlModelFile = z.object({
	flavors: z.record(z.string(), z.unknown()),
	signature: z.object({ inputs: z.string(), outputs: z.string().nullish(), params: z.string().nullish() }).nullish(),
});
const OnnxFlavor = z.object({ data: z.string() });

/** Reads an MLmodel file. Throws DomainError `invalid` without an onnx flavor or a signature: the pair that this runtime serves. */
export function readMlModel(text: string): MlModel {
	const file = MlModelFile.safeParse(yamlOrNull(text));
	if (!file.success) throw new DomainError('invalid', 'MLmodel: not an MLflow model description', { field: 'MLmodel' });
	const flavor = OnnxFlavor.safeParse(file.data.flavors.onnx);
	if (!flavor.success) {
		const flavors = Object.keys(file.data.flavors).join(', ') || 'none';
		throw new DomainError('invalid', `MLmodel: the serving runtime needs the flavor onnx; this model has ${flavors}`, {
			field: 'flavors',
			value: flavors,
		});
	}
	if (!file.data.signature) throw new DomainError('invalid', 'MLmodel: no signature; log the model with one', { field: 'signature' });
	return { graphPath: flavor.data.data, signature: parseSignature(file.data.signature) };
}

function yamlOrNull(text: string): unknown {
	try {
		return parse(text);
	} catch {
		return null;
	}
}
