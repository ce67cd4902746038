/** Puts the focus on the page's Approve button, or on what opens the review where that is folded away. Never presses it. */
export function focusApprove(): void {
	const shown = [...document.querySelectorAll<HTMLElement>('[data-approve]')].find((button) => button.offsetParent !== null);
	if (!shown) return;
	shown.scrollIntoView({ block: 'nearest' });
	shown.focus();
}
