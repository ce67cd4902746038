// The rules once more, from their text and without the code that they are checked against: conditions, owners and eligibility are
// written out for the scenes' few values, and requirements are tried in every way of counting every approval.

import { PEOPLE, type DecideScene } from './test-scenes.ts';

/** Whether the change may roll out: by its own policy and, where there is one, by the newest too. */
export function oracleAllows(scene: DecideScene): boolean {
	const { policy, change, facts, nowMs } = scene;
	const ready = facts.evaluation === 'finished' && facts.gates.length > 0 && facts.gates.every((gate) => gate.status === 'passed');
	const free = !facts.championMoved && !facts.rolloutOpen && change.state === 'in-review' && nowMs < change.expiresAtMs;
	if (!ready || !free || (facts.recalled ?? []).length > 0 || !isFulfilled(scene)) return false;
	const newest = facts.newerPolicy;
	if (!newest) return true;
	const beatsNaiveIsNew = facts.about.first_version === true && newest.gates.beatsNaive && !policy.gates.beatsNaive;
	const signatureIsNew = newest.gates.signature && !policy.gates.signature;
	const isCompared = facts.about.first_version !== true && facts.about.origin !== 'retrain';
	const marginIsStricter = isCompared && newest.gates.nonInferiorityMargin < policy.gates.nonInferiorityMargin;
	return !beatsNaiveIsNew && !signatureIsNew && !marginIsStricter && isFulfilled({ ...scene, policy: newest });
}

function isFulfilled(scene: DecideScene): boolean {
	const { policy, facts } = scene;
	if (policy.discussions.mustBeResolved && (facts.openThreads ?? 0) > 0) return false;
	if (isBlocked(scene)) return false;
	const asked = policy.require.filter((requirement) => conditionHolds(requirement.when, scene));
	const approving = PEOPLE.filter((who) => approves(who, scene));
	const careless = approving.filter((who) => asked.some((one) => isOneOf(who, one, scene)) && !hasLooked(who, scene));
	if (policy.openedDiffs.mustBeOpened && careless.length > 0) return false;
	return someWayFulfils(asked, approving, scene, new Map()) && isTime(asked, approving, scene);
}

/** No freeze, the wait timer is over, the deploy window is open. The scenes' one freeze is from 110 to 130. */
function isTime(asked: Asked, approving: string[], scene: DecideScene): boolean {
	const { policy, nowMs } = scene;
	if (policy.freeze.length > 0 && nowMs >= 110 && nowMs < 130) return false;
	const counting = approving.filter((who) => asked.some((one) => isOneOf(who, one, scene)));
	const times = counting.map((who) => last(who, scene)?.atMs ?? 0).sort((a, b) => a - b);
	const enoughBy = (atMs: number) =>
		someWayFulfils(
			asked,
			counting.filter((who) => (last(who, scene)?.atMs ?? 0) <= atMs),
			scene,
			new Map(),
		);
	const completeMs = times.find(enoughBy) ?? 0;
	const closesMs = Math.max(completeMs + policy.waitMs, ...times) + policy.expiry.deployWindowMs;
	return (policy.waitMs === 0 || nowMs >= completeMs + policy.waitMs) && nowMs < closesMs;
}

type Asked = DecideScene['policy']['require'];

/** Tries, for each approver in turn, every set of requirements their approval could be counted for. */
function someWayFulfils(asked: Asked, left: string[], scene: DecideScene, counted: Map<string, Set<string>>): boolean {
	const [who, ...others] = left;
	if (who === undefined) return asked.every(({ name, count }) => [...counted.values()].filter((for_) => for_.has(name)).length >= count);
	for (let set = 0; set < 2 ** asked.length; set += 1) {
		const chosen = asked.filter((_, i) => Math.floor(set / 2 ** i) % 2 === 1);
		const allowed = chosen.every((one) => isOneOf(who, one, scene) && chosen.every((two) => one === two || !one.distinctFrom?.includes(two.name)));
		if (!allowed) continue;
		counted.set(who, new Set(chosen.map(({ name }) => name)));
		if (someWayFulfils(asked, others, scene, counted)) return true;
		counted.delete(who);
	}
	return false;
}

function last(who: string | null, { votes }: DecideScene) {
	return votes.filter((vote) => vote.userId === who && vote.verdict !== 'comment').at(-1);
}

function approves(who: string, scene: DecideScene): boolean {
	const own = last(who, scene);
	if (own?.verdict !== 'approve' || scene.facts.away?.[who] !== undefined) return false;
	if (scene.change.contributors.some((one) => one.userId === who)) return false;
	return own.revision === 2 && own.digest === 'd2' && own.policyDigest === 'p1' && own.atMs + scene.policy.expiry.approvalMs > scene.nowMs;
}

function hasLooked(who: string, { facts }: DecideScene): boolean {
	const opened = facts.openedTabs?.[who] ?? [];
	return opened.includes('metrics') && opened.includes('data');
}

function isBlocked(scene: DecideScene): boolean {
	return [...PEOPLE, 'x', null].some((who) => {
		const own = last(who, scene);
		if (own?.verdict !== 'request-changes') return false;
		const by = own.dismissed?.userId;
		const isAdmin = by !== undefined && (scene.facts.rolesNow[by] ?? []).includes('admin');
		if (by !== undefined && isAdmin && !scene.change.contributors.some((one) => one.userId === by)) return false;
		if (who === null) return true;
		return scene.policy.require.some((one) => (one.veto || conditionHolds(one.when, scene)) && isOneOf(who, one, scene));
	});
}

function isOneOf(who: string, { from }: Asked[number], { facts }: DecideScene): boolean {
	const { model, changed_paths: paths } = facts.about;
	const isReviewer = (facts.rolesNow[who] ?? []).includes('reviewer');
	const isIn = (group: string) => (facts.groupsNow[who] ?? []).includes(group);
	if (!isReviewer) return false;
	if (from.includes('role:reviewer') || (from.includes('group:risk') && isIn('risk')) || (from.includes('group:data') && isIn('data'))) return true;
	if (from.includes('owners(model)') && model === 'credit/score') return true;
	if (!from.includes('owners(changed.data)') || paths === null) return false;
	return (paths.includes('data/flights') && isIn('data')) || (paths.includes('data/secret/pay') && isIn('risk'));
}

/** Each of the scenes' conditions; one that can't be told counts as holding. */
function conditionHolds(when: string | undefined, { facts: { about } }: DecideScene): boolean {
	if (when === undefined) return true;
	if (when === 'traffic_pct > 25') return about.traffic_pct === null || about.traffic_pct > 25;
	if (when === 'changed.data') return about['changed.data'] !== false;
	if (when.startsWith('metric_delta')) return about.first_version === true || about.metric_delta.mae === undefined || about.metric_delta.mae < 0;
	return about.origin !== 'retrain' && (about.model === null || about.model.startsWith('credit/'));
}
