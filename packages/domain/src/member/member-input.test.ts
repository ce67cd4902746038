import { describe, expect, test } from 'vitest';
import { emailSchema, passwordSchema, rolesSchema } from './index.ts';

describe('people', () => {
	test.each([
		'ana＠example.test',
		'ana@exa mple.test',
		'ana@ｅxample.test',
		'ana',
		'@example.test',
		'ana@example',
		'ana@example.test\n.evil',
		'"a"@example.test',
		`${'a'.repeat(200)}@example.test`,
	])('%j is no e-mail address', (text) => {
		expect(emailSchema.safeParse(text).success).toBe(false);
	});

	test('addresses that differ by case or space around are one address', () => {
		expect(emailSchema.parse('  Ana@Example.TEST ')).toBe('ana@example.test');
	});

	test.each(['', 'a', 'password1234'.slice(0, 11)])('%j is too short for a password', (text) => {
		expect(passwordSchema.safeParse(text).success).toBe(false);
	});

	test('a member has at least one role and none that does not exist', () => {
		expect(rolesSchema.safeParse([]).success).toBe(false);
		expect(rolesSchema.safeParse(['owner']).success).toBe(false);
		expect(rolesSchema.safeParse(['reviewer', 'deployer']).success).toBe(true);
	});
});
