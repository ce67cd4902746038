export { checkRow, fitsScalar, type RowProblem, SCALAR_WANTED } from './check-row.ts';
export { compareSignatures, type SignatureChange, type SignatureComparison } from './compare-signatures.ts';
export type { ModelSignature, ScalarType, SignatureField, SignatureParam } from './model-signature.ts';
export { parseSignature, type SignatureText } from './parse-signature.ts';
