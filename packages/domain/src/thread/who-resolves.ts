/** Who may resolve or reopen a thread: whoever began it, and people who may review and contributed nothing. A contributor doesn't settle what others ask of them. */
export function whyNotResolve(
	thread: { createdByUserId: string | null; createdBy: string },
	person: { userId: string | null; mayReview: boolean; contributed: boolean },
): string | null {
	if (person.userId !== null && person.userId === thread.createdByUserId) return null;
	if (person.contributed) return `You contributed to this change, so only ${thread.createdBy} or a reviewer who didn't settles this thread.`;
	return person.mayReview ? null : `Only ${thread.createdBy} or a reviewer who didn't contribute settles this thread.`;
}
