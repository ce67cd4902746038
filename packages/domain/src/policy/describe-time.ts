import { formatDuration, formatShare } from '../statistics/index.ts';
import type { Freeze } from './freeze-policy.ts';
import type { PolicyDocument } from './policy-document.ts';

/** What the policy says of time, as plain sentences: until when a word stands, when people are asked again, when nothing rolls out. */
export function describeTime(policy: PolicyDocument): string[] {
	const { expiry, review, waitMs, stepUpMs, stepUpStrength, freeze, breakGlass } = policy;
	const sentences = [`Approvals expire after ${formatDuration(expiry.approvalMs)}, changes after ${formatDuration(expiry.changeMs)}.`];
	if (stepUpMs !== null)
		sentences.push(
			stepUpStrength === 'passkey'
				? `Approving needs a passkey, used at most ${formatDuration(stepUpMs)} ago.`
				: `Approving needs the password again, or a passkey, given at most ${formatDuration(stepUpMs)} ago.`,
		);
	if (waitMs > 0) sentences.push(`A rollout waits ${formatDuration(waitMs)} after the last approval that was needed.`);
	sentences.push(`It starts within ${formatDuration(expiry.deployWindowMs)} after that, else somebody approves again.`);
	sentences.push(
		`A review is due ${formatDuration(review.dueMs)} after the push: a reminder at ${formatShare(review.remindAt)}, ${nameOfSelector(review.escalateTo)} asked at ${formatShare(review.escalateAt)}, closed at ${formatShare(review.closeAt)}.`,
	);
	sentences.push(...freeze.map((one) => `Nothing rolls out during ${describeFreeze(one)}.`));
	if (!breakGlass.allowed) sentences.push('There is no emergency path: break-glass is switched off.');
	else
		sentences.push(
			`Break-glass: at most ${breakGlass.most} within 30 days, by ${breakGlass.twoPerson ? 'two people of different groups' : 'one person'} with the role breakglass, reviewed within ${formatDuration(breakGlass.reviewMs)} or rolled back.`,
		);
	return sentences;
}

/** "Year end (2026-12-24 12:00 UTC to 2027-01-04 06:00 UTC)". */
function describeFreeze(freeze: Freeze): string {
	if (freeze.kind === 'once') return `${freeze.name} (${formatInstant(Date.parse(freeze.from))} to ${formatInstant(Date.parse(freeze.until))})`;
	return `${freeze.name} (every week, ${freeze.from} to ${freeze.until}, ${freeze.timeZone})`;
}

/** "2026-12-24 12:00 UTC". */
export function formatInstant(atMs: number): string {
	return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function nameOfSelector(selector: string): string {
	const [kind, name] = selector.split(':');
	return kind === 'role' ? `people with the role ${name}` : `the group ${name}`;
}
