export { listSuites, type SuiteView } from './list-suites.ts';
export { pushSuite } from './push-suite.ts';
