export { checkRow, fitsScalar, type RowProblem, SCALAR_WANTED } from './check-row.ts';
export {
	compareSignatures,
	type SignatureChange,
	type SignatureComparison,
	signatureComparisonSchema,
} from './compare-signatures.ts';
export {
	describeType,
	type ModelSignature,
	modelSignatureSchema,
	SCALAR_TYPES,
	type ScalarType,
	type SignatureField,
	type SignatureParam,
} from './model-signature.ts';
export { parseSignature, type SignatureText } from './parse-signature.ts';
