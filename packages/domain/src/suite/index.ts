export { type CaseResult, judgeSuite, planSuite, type SuitePlan, type SuiteTable } from './run-suite.ts';
export { type SuiteDocument, suiteDocumentSchema, suiteNameSchema } from './suite.ts';
export { type ListSuitesInput, listSuitesInput, type PushSuiteInput, pushSuiteInput } from './suite-input.ts';
