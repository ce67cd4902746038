import type { PolicyDocument } from '@interlock/domain/policy';

const MINUTE_MS = 60_000;

/** A requirement as the form holds it: texts as typed. `key` stays while its name is typed. */
export interface RequirementFields {
	key: string;
	name: string;
	count: string;
	/** "role:reviewer, group:model-risk". */
	from: string;
	when: string;
	/** Names of other requirements. */
	distinctFrom: string[];
	veto: boolean;
	stepUpMinutes: string;
}

/** Whom the policy's `owners(...)` mean, a line each: "data/** = group:data" or "model credit/* = role:reviewer"; and risk: "credit/* = high". */
export interface PeopleFields {
	requirements: RequirementFields[];
	owners: string;
	riskTiers: string;
	isProtected: boolean;
}

export function peopleFormOf({ require, owners, riskTiers, protected: isProtected }: PolicyDocument): PeopleFields {
	return {
		isProtected,
		requirements: require.map((requirement) => ({
			key: requirement.name,
			name: requirement.name,
			count: String(requirement.count),
			from: requirement.from.join(', '),
			when: requirement.when ?? '',
			distinctFrom: requirement.distinctFrom ?? [],
			veto: requirement.veto === true,
			stepUpMinutes: requirement.stepUpMs === undefined ? '' : String(requirement.stepUpMs / MINUTE_MS),
		})),
		owners: owners.map(({ path, model, owners: who }) => `${path ?? `model ${model}`} = ${who.join(', ')}`).join('\n'),
		riskTiers: riskTiers.map(({ model, tier }) => `${model} = ${tier}`).join('\n'),
	};
}

/** A requirement to begin with; its name is one that no other has. */
export function newRequirement(others: readonly RequirementFields[]): RequirementFields {
	const taken = others.map(({ name }) => name);
	const name = ['review', 'risk', 'data-owner', ...others.map((_, i) => `requirement-${i + 1}`)].find((one) => !taken.includes(one)) ?? 'another';
	return { key: crypto.randomUUID(), name, count: '1', from: 'role:reviewer', when: '', distinctFrom: [], veto: false, stepUpMinutes: '' };
}

/** The sections of the document that the fields mean; the schema says what is wrong with them. */
export function peopleSectionsOf(fields: PeopleFields): Record<'require' | 'owners' | 'riskTiers' | 'protected', unknown> {
	const names = fields.requirements.map(({ name }) => name.trim());
	return {
		protected: fields.isProtected,
		require: fields.requirements.map(({ name, count, from, when, distinctFrom, veto, stepUpMinutes }) => {
			const apart = distinctFrom.filter((other) => names.includes(other) && other !== name.trim());
			return {
				name: name.trim(),
				count: Number(count),
				from: listed(from),
				...(when.trim() !== '' && { when: when.trim() }),
				...(apart.length > 0 && { distinctFrom: apart }),
				...(veto && { veto }),
				...(stepUpMinutes.trim() !== '' && { stepUpMs: Math.round(Number(stepUpMinutes) * MINUTE_MS) }),
			};
		}),
		owners: lines(fields.owners).map(([what, who]) =>
			what.startsWith('model ') ? { model: what.slice('model '.length).trim(), owners: listed(who) } : { path: what, owners: listed(who) },
		),
		riskTiers: lines(fields.riskTiers).map(([model, tier]) => ({ model, tier })),
	};
}

function listed(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function lines(text: string): [string, string][] {
	return text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) => {
			const at = line.lastIndexOf('=');
			return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
		});
}
