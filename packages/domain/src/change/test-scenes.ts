import fc from 'fast-check';
import type { Role } from '../access/index.ts';
import { type ChangeFacts, defaultPolicy, DIFF_TABS, type PolicyDocument, type Requirement, UNKNOWN_FACTS } from '../policy/index.ts';
import type { ApprovalFacts, ChangeSubject } from './decision.ts';
import type { Vote } from './vote.ts';

/** Random scenes for `decide`: nearly right more often than not, because these tell the most. */
export const PEOPLE = ['a', 'b', 'c', 'd'];

export interface DecideScene {
	policy: PolicyDocument;
	change: ChangeSubject;
	votes: Vote[];
	facts: ApprovalFacts;
	nowMs: number;
}

/** The first value nineteen times out of twenty. */
export const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
	fc.oneof({ weight: 19, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

export const CONDITIONS = [
	'traffic_pct > 25',
	'changed.data',
	"metric_delta('mae') < 0 || first_version",
	"!(origin == 'retrain') && model matches 'credit/.*'",
];

const NAMES = ['ml', 'risk', 'data'] as const;
const SELECTORS = ['role:reviewer', 'group:risk', 'group:data', 'owners(model)', 'owners(changed.data)'];

const requirement = (name: string, i: number): fc.Arbitrary<Requirement> =>
	fc
		.record({
			count: mostly(1, 2),
			from: fc.uniqueArray(fc.constantFrom(...SELECTORS), { minLength: 1, maxLength: 2 }),
			when: i === 0 ? fc.constant(undefined) : fc.option(fc.constantFrom(...CONDITIONS), { nil: undefined, freq: 2 }),
			distinctFrom: fc.uniqueArray(fc.constantFrom(...NAMES.slice(0, i).concat(NAMES.slice(0, 1))), { maxLength: 2 }),
			veto: fc.boolean(),
		})
		.map(({ count, from, when, distinctFrom, veto }) => ({
			name,
			count,
			from,
			...(when !== undefined && { when }),
			...(i > 0 && { distinctFrom: [...distinctFrom] }),
			...(veto && { veto }),
		}));

const require: fc.Arbitrary<Requirement[]> = fc
	.tuple(fc.integer({ min: 1, max: 3 }), requirement('ml', 0), requirement('risk', 1), requirement('data', 2))
	.map(([n, ...all]) => all.slice(0, n));

const vote: fc.Arbitrary<Vote> = fc
	.record({
		userId: fc.oneof({ weight: 9, arbitrary: fc.constantFrom<string | null>(...PEOPLE) }, { weight: 1, arbitrary: fc.constantFrom<string | null>(null, 'x') }),
		verdict: fc.oneof(
			{ weight: 8, arbitrary: fc.constant<Vote['verdict']>('approve') },
			{ weight: 2, arbitrary: fc.constantFrom<Vote['verdict']>('request-changes', 'comment', 'withdraw') },
		),
		revision: mostly(2, 1),
		digest: mostly('', 'other'),
		policyDigest: mostly('p1', 'p0'),
		atMs: fc.integer({ min: 0, max: 100 }),
		dismissedBy: fc.constantFrom(undefined, 'x', 'y', 'a'),
	})
	.map(({ dismissedBy, digest, ...v }) => ({
		...v,
		name: v.userId ?? 'bot',
		digest: digest || `d${v.revision}`,
		...(v.verdict === 'request-changes' && dismissedBy && { dismissed: { userId: dismissedBy, name: dismissedBy, reason: 'settled', atMs: 100 } }),
	}));

const about: fc.Arbitrary<ChangeFacts> = fc
	.record({
		traffic_pct: fc.constantFrom(10, 90, null),
		'changed.data': fc.constantFrom(true, false, null),
		changed_paths: fc.constantFrom(['data/flights', 'code/flights'], ['code/flights'], ['data/secret/pay'], null),
		metric_delta: fc.constantFrom<Record<string, number>>({ mae: -1 }, { mae: 1 }, {}),
		first_version: fc.constantFrom(true, false),
		origin: fc.constantFrom<'person' | 'retrain'>('person', 'retrain'),
		model: mostly<string | null>('credit/score', 'delay', null),
	})
	.map((known) => ({ ...UNKNOWN_FACTS, ...known }));

const gate = fc.record({ title: fc.constant('g'), status: mostly<ApprovalFacts['gates'][number]['status']>('passed', 'failed', 'inconclusive', 'pending') });
const roles = mostly<Role[]>(['reviewer'], ['reviewer', 'admin'], ['admin'], [], ['contributor']);
const groups = fc.subarray(['risk', 'data']);
const perPerson = <T>(one: fc.Arbitrary<T>) =>
	fc.record({ a: one, b: one, c: one, d: one }, { requiredKeys: ['a', 'b'] }).map((all): Record<string, T> => ({ ...all }));

const policy: fc.Arbitrary<PolicyDocument> = fc
	.record({
		require,
		approvalMs: mostly(1000, 60),
		beatsNaive: mostly(true, false),
		signature: mostly(true, false),
		margin: mostly(0.02, 0.01, 0.05),
		mustBeResolved: mostly(true, false),
		mustBeOpened: fc.boolean(),
		waitMs: mostly(0, 30),
		deployWindowMs: mostly(1000, 20),
		isFrozen: mostly(false, true),
	})
	.map(({ require: asked, approvalMs, beatsNaive, signature, margin, mustBeResolved, mustBeOpened, waitMs, deployWindowMs, isFrozen }) => {
		const base = defaultPolicy('production');
		return {
			...base,
			require: asked,
			owners: [
				{ path: 'data/**', owners: ['group:data'] },
				{ path: 'data/secret/**', owners: ['group:risk'] },
				{ model: 'credit/*', owners: ['group:risk', 'role:reviewer'] },
			],
			gates: { ...base.gates, beatsNaive, signature, nonInferiorityMargin: margin },
			discussions: { mustBeResolved },
			openedDiffs: { requiredDiffs: ['metrics', 'data'], mustBeOpened },
			waitMs,
			freeze: isFrozen ? [{ kind: 'once', name: 'A freeze', from: '1970-01-01T00:00:00.110Z', until: '1970-01-01T00:00:00.130Z' }] : [],
			expiry: { approvalMs, changeMs: 1000, deployWindowMs },
		};
	});

export const decideScene: fc.Arbitrary<DecideScene> = fc.record({
	policy,
	change: fc
		.record({
			state: mostly<ChangeSubject['state']>('in-review', 'draft', 'approved', 'applied', 'closed'),
			contributors: fc.array(fc.constantFrom(...PEOPLE, 'x'), { maxLength: 2 }),
			expiresAtMs: mostly(1000, 100),
		})
		.map(({ contributors, ...c }) => ({
			...c,
			revision: 2,
			digest: 'd2',
			policyDigest: 'p1',
			contributors: contributors.map((userId) => ({ userId, because: 'opened it' })),
		})),
	votes: fc.array(vote, { maxLength: 8 }),
	facts: fc.record({
		rolesNow: fc.tuple(perPerson(roles), mostly<Role[]>(['admin'], [])).map(([some, x]): Record<string, Role[]> => ({ ...some, x, y: ['admin'] })),
		groupsNow: perPerson(groups),
		about,
		recalled: mostly<NonNullable<ApprovalFacts['recalled']>>([], [{ name: 'flights v1', reason: 'Wrong unit.', via: 'trained on' }]),
		away: mostly<Record<string, string>>({}, { a: 'a is away.' }, { b: 'b is away.' }),
		newerPolicy: fc.option(policy, { nil: null, freq: 2 }),
		gates: fc.oneof<fc.MaybeWeightedArbitrary<ApprovalFacts['gates'][number][]>[]>(
			{ weight: 9, arbitrary: fc.array(gate, { minLength: 1, maxLength: 2 }) },
			{ weight: 1, arbitrary: fc.constant<ApprovalFacts['gates'][number][]>([]) },
		),
		evaluation: mostly<ApprovalFacts['evaluation']>('finished', 'pending', 'running', 'failed'),
		championMoved: mostly(false, true),
		rolloutOpen: mostly(false, true),
		openThreads: mostly(0, 1, 3),
		openedTabs: perPerson(mostly<string[]>([...DIFF_TABS], ['metrics'], [])),
	}),
	nowMs: fc.integer({ min: 100, max: 150 }),
});
