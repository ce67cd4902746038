/** Whether a key goes into a field, or to a dialogue or menu over the page. */
export function goesElsewhere(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement &&
		(target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]') !== null)
	);
}
