export { type BinaryPlace, ensureProgram, ensureTemporalBinary } from './ensure-binary.ts';
export { findPython, type Python } from './find-python.mjs';
export { type NamespaceOptions, prepareNamespace, SEARCH_ATTRIBUTES, temporalAnswers } from './prepare-namespace.ts';
export { type EmbeddedTemporal, type EmbeddedTemporalOptions, startEmbeddedTemporal } from './start-embedded-temporal.ts';
