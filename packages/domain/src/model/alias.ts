import { DomainError } from '../error/domain-error.ts';
import { checkLength } from '../run/entity-name.ts';
import { MODEL_LIMITS } from './model-limits.ts';

// Rules
// 1. An alias is a movable pointer for people and scripts; routing never reads one.
// 2. `champion` and `challenger` are outcomes: a finished or running rollout sets them, nobody else, whatever the role.
// 3. `latest` and `v<digits>` would read like versions and are reserved.

/** Why an alias can't be set or removed by hand, as a sentence; null when it can. */
export function aliasProtection(alias: string): string | null {
	const name = alias.toLowerCase();
	if (name === 'champion') return 'champion is an outcome of an approved change; open a change instead';
	if (name === 'challenger') return 'challenger is an outcome of an open rollout; open a change instead';
	return null;
}

/** Throws `invalid` unless the text can be an alias. */
export function checkAlias(alias: string): void {
	if (alias === '') throw new DomainError('invalid', 'Registered model alias name cannot be empty.', { field: 'alias' });
	if (!/^[\w-]*$/.test(alias)) {
		throw new DomainError('invalid', `Invalid alias name: '${alias.slice(0, 300)}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`, {
			field: 'alias',
			value: alias.slice(0, 80),
		});
	}
	checkLength('Registered model alias name', MODEL_LIMITS.aliasLength, alias);
	if (alias.toLowerCase() === 'latest')
		throw new DomainError('invalid', "'latest' alias name (case insensitive) is reserved.", { field: 'alias', value: alias });
	if (/^[vV]\d+$/.test(alias)) throw new DomainError('invalid', `Version alias name '${alias}' is reserved.`, { field: 'alias', value: alias });
}
