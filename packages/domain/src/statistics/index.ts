export { benjaminiHochberg } from './benjamini-hochberg.ts';
export { logBeta, logBetaTails } from './beta.ts';
export { type ChiSquareResult, chiSquareTwoSample } from './chi-square-test.ts';
export { normalCdf, studentTQuantile } from './distributions.ts';
export { formatCount, formatDuration, formatFigure, formatPValue, formatShare, formatSigned } from './format-figure.ts';
export { ksFromBins, type TestResult } from './kolmogorov-smirnov.ts';
export { quantile } from './quantile.ts';
export { type SeededRandom, seededRandom } from './random.ts';
export { valueAt } from './value-at.ts';
