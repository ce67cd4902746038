/** What a notification may be about, in the order in which a reader cares. */
export type NotificationKind =
	/** A change waits for this person's verdict. */
	| 'review-requested'
	/** It has waited long; says until when. */
	| 'reminder'
	/** It has waited too long for those who were asked first. */
	| 'escalation'
	/** A waiver waits for this person's countersignature. */
	| 'waiver-requested'
	/** A proposed policy waits for this person's approval. */
	| 'policy-proposed'
	/** Somebody named this person in a comment. */
	| 'mention'
	/** Somebody commented on what this person opened or said. */
	| 'comment'
	/** Somebody gave a verdict on this person's change. */
	| 'verdict'
	/** A new revision voided this person's approval. */
	| 'revision'
	/** This person's change was approved, applied, closed or rolled back. */
	| 'outcome'
	/** A version was recalled that this person's work depends on. */
	| 'recall'
	/** Somebody used the emergency path. */
	| 'break-glass'
	/** Anything else that a person should know of. */
	| 'notice';

/** The three piles of an inbox: asks for a verdict, names a person, or only tells. */
export type NotificationPile = 'review' | 'mention' | 'notice';

const PILES: Partial<Record<NotificationKind, NotificationPile>> = {
	'review-requested': 'review',
	reminder: 'review',
	escalation: 'review',
	'waiver-requested': 'review',
	'policy-proposed': 'review',
	mention: 'mention',
	comment: 'mention',
};

export function pileOf(kind: NotificationKind): NotificationPile {
	return PILES[kind] ?? 'notice';
}

/** Kinds that an inbox doesn't list: what they ask for stands in it as a review for as long as it is asked, and no longer. */
export const ASKED_AS_REVIEW: readonly NotificationKind[] = ['review-requested', 'reminder', 'waiver-requested', 'policy-proposed'];

/** Which of a person's mail settings a notification goes by. */
export function mailedAs(kind: NotificationKind): 'reviews' | 'mentions' | 'notices' {
	const pile = pileOf(kind);
	return pile === 'review' ? 'reviews' : pile === 'mention' ? 'mentions' : 'notices';
}
