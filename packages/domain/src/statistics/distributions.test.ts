import { describe, expect, test } from 'vitest';
import { logBetaTails, regularizedBeta } from './beta.ts';
import { chiSquareTail, normalCdf, studentTQuantile, studentTTail } from './distributions.ts';
import { logGamma, regularizedGammaUpper } from './gamma.ts';
import { kolmogorovTail } from './kolmogorov-smirnov.ts';

/** Expected values: scipy 1.17.1; the logarithmic beta tails: mpmath with 40 digits. */
function expectClose(actual: number, expected: number, relative = 1e-11): void {
	expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-300));
}

describe('special functions agree with scipy', () => {
	test.each([
		[0.1, 2.252712651734206],
		[0.5, 0.5723649429247],
		[1.5, -0.12078223763524526],
		[10.3, 13.482036786138359],
		[171.2, 707.60092684767],
		[100000.5, 1051293.4654351394],
	])('logGamma(%d)', (x, expected) => expectClose(logGamma(x), expected));

	test.each([
		[0.5, 0.2, 0.5270892568655381],
		[3, 2.5, 0.5438131158833297],
		[10, 20, 0.0049954123083075785],
		[50, 30, 0.999481108537452],
		[500, 600, 1.2255942330622893e-5],
		[0.5, 18, 1.9731752900753933e-9],
	])('regularizedGammaUpper(%d, %d)', (a, x, expected) => expectClose(regularizedGammaUpper(a, x), expected));

	test.each([
		[0.3, 2, 3, 0.3483],
		[0.2, 0.5, 0.5, 0.2951672353008665],
		[0.4, 30, 70, 0.9822224303035403],
		[0.05, 1000, 20000, 0.9457513120524631],
		[0.99, 5, 1, 0.9509900498999999],
	])('regularizedBeta(%d, %d, %d)', (x, a, b, expected) => expectClose(regularizedBeta(x, a, b), expected, 1e-10));

	test('logBetaTails keeps tails that a double could not hold beside 1', () => {
		expectClose(logBetaTails(0.2, 3, 400).logUpper, -81.159081679494845);
		expectClose(logBetaTails(0.1, 300, 20).logLower, -623.11831913248717);
		expect(logBetaTails(0.1, 300, 20).logUpper).toBeCloseTo(0, 200);
	});

	test.each([
		[3.84, 1, 0.05004352124870519],
		[20, 10, 0.029252688076961124],
		[150, 100, 0.0009039320423540184],
		[0.5, 4, 0.9735009788392561],
		[300, 20, 8.082849629775851e-52],
	])('chiSquareTail(%d, %d)', (statistic, df, expected) => expectClose(chiSquareTail(statistic, df), expected));

	test.each([
		[-6, 9.865876450376946e-10],
		[-1.96, 0.024997895148220435],
		[0, 0.5],
		[0.5, 0.6914624612740131],
		[3, 0.9986501019683699],
	])('normalCdf(%d)', (z, expected) => expectClose(normalCdf(z), expected));

	test.each([
		[0.025, 9, 2.2621571627982053],
		[0.025, 29, 2.045229642132704],
		[0.0013, 9, 4.11946936722773],
		[0.25, 1, 1],
		[0.0005, 400, 3.315015223397535],
	])('studentTQuantile(%d, %d) and its inverse', (tail, df, expected) => {
		expectClose(studentTQuantile(tail, df), expected, 1e-10);
		expectClose(studentTTail(studentTQuantile(tail, df), df), tail, 1e-9);
	});

	test.each([
		[0.3, 0.9999906941986655],
		[0.5, 0.9639452436648751],
		[0.8, 0.5441424115741981],
		[1.17, 0.12939004218561884],
		[1.18, 0.1234538094297657],
		[1.36, 0.049485876755377876],
		[2, 0.0006709252557796953],
		[3, 3.045995948942526e-8],
	])('kolmogorovTail(%d)', (x, expected) => expectClose(kolmogorovTail(x), expected, 1e-10));

	test('arguments outside a domain are refused, not turned into NaN', () => {
		expect(() => logGamma(0)).toThrow(RangeError);
		expect(() => regularizedBeta(1.1, 1, 1)).toThrow(RangeError);
		expect(() => regularizedGammaUpper(1, Number.NaN)).toThrow(RangeError);
		expect(() => studentTQuantile(0, 3)).toThrow(RangeError);
	});
});
