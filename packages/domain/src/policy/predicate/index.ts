export { type ChangeFacts, type FactName, FACTS, type FactType, UNKNOWN_FACTS } from './change-facts.ts';
export { evaluatePredicate, explainPredicate, type Truth } from './evaluate-predicate.ts';
export { type ParsedPredicate, parsePredicate } from './parse-predicate.ts';
export type { Comparison, Predicate, Term } from './predicate.ts';
export { printPredicate } from './print-predicate.ts';
