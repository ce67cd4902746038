import { DomainError } from '../error/domain-error.ts';
import { checkLength } from '../run/entity-name.ts';
import { MODEL_LIMITS } from './model-limits.ts';

// Rules
// 1. An alias is a movable pointer for people and scripts; routing never reads one.
// 2. `champion`, `challenger` and `previous` are outcomes: a finished or running rollout sets them, nobody else, whatever the role. They tell
//    of production; of any other environment tell `<environment>-champion` and so on, which are protected alike.
// 3. `latest` and `v<digits>` would read like versions and are reserved.

const OUTCOMES = ['champion', 'challenger', 'previous'] as const;

/** Why an alias can't be set or removed by hand, as a sentence; null when it can. `environments`: names of the project's. */
export function aliasProtection(alias: string, environments: readonly string[] = []): string | null {
	const name = alias.toLowerCase();
	const outcome = OUTCOMES.find((one) => name === one || environments.some((environment) => name === `${environment}-${one}`));
	if (!outcome) return null;
	return `${name} is an outcome of ${outcome === 'challenger' ? 'an open rollout' : 'an approved change'}; open a change instead`;
}

/** The alias a rollout in an environment sets. */
export function outcomeAlias(environment: string, outcome: (typeof OUTCOMES)[number]): string {
	return environment === 'production' ? outcome : `${environment}-${outcome}`;
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
