import { type Finding, listFiles, readText } from './tree.ts';

/** A test that doesn't run everywhere, and why that is right. */
export interface SkippedTest {
	path: string;
	reason: string;
}

/** All of them. */
export const SKIPPED_TESTS: readonly SkippedTest[] = [];

const TEST_FILE = /\.test\.tsx?$|\.spec\.tsx?$|^test\/.*\.(?:ts|py)$|(?:^|\/)test_\w+\.py$/;
const MARKS = ['skip', 'skipIf', 'runIf', 'only', 'todo', 'fixme', 'fails', 'fail'].join('|');
const SKIPS = [
	new RegExp(`\\b(?:test|it|describe|suite|bench)(?:\\.\\w+)*\\.(?:${MARKS})\\b`, 'g'),
	/\b(?:ctx|context|task)\.skip\(|\(\{ [^}]*\bskip\b[^}]*\}\) =>/g,
	/\bx(?:it|test|describe)\(/g,
	/pytest\.mark\.(?:skip|xfail)|unittest\.skip|\.skipTest\(/g,
];

/** Tests that are skipped, narrowed or expected to fail without standing in the list, and lines of the list that stand for nothing. */
export function unlistedSkips(root: string, listed: readonly SkippedTest[] = SKIPPED_TESTS): Finding[] {
	const own = /^test\/architecture\/skipped-tests\./;
	const marked = listFiles(root)
		.filter((path) => TEST_FILE.test(path) && !own.test(path))
		.flatMap((path) => {
			const text = readText(root, path);
			return SKIPS.flatMap((pattern) => [...text.matchAll(pattern)]).map((found) => ({
				path,
				line: text.slice(0, found.index).split('\n').length,
				mark: found[0],
			}));
		});
	return [
		...marked
			.filter(({ path }) => !listed.some((one) => one.path === path))
			.map(({ path, line, mark }) => `${path}:${line} ${mark}: a test runs, or stands in SKIPPED_TESTS with its reason`),
		...listed.filter((one) => !marked.some(({ path }) => path === one.path)).map(({ path }) => `${path} skips nothing any more: take it off SKIPPED_TESTS`),
		...listed.filter(({ reason }) => reason.trim().length < 20).map(({ path }) => `${path}: SKIPPED_TESTS needs a reason in a sentence`),
	];
}
