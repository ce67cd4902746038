'use client';
import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';
import { Note } from './note.tsx';

export interface FormDialogProps extends Omit<DialogProps, 'footer'> {
	/** The act, as its button says it: "Create token". */
	verb: ReactNode;
	/** What leaving without the act is called. */
	cancel?: ReactNode;
	/** The act can't be undone. */
	danger?: boolean;
	/** The act is on its way to the server. */
	busy: boolean;
	/** Why the last try was refused, in words; null: it wasn't, or a field says it. */
	error: string | null;
	onSubmit: () => void;
	/** Another act, before these two. */
	also?: ReactNode;
}

/** A dialogue that asks for something and does one act with it: fields, the refusal below them, the way out, the act. */
export function FormDialog({ verb, cancel = 'Cancel', danger = false, busy, error, onSubmit, also, children, ...dialog }: FormDialogProps) {
	const id = useId();
	return (
		<Dialog
			{...dialog}
			footer={
				<>
					{also}
					<Button onClick={() => dialog.onOpenChange(false)}>{cancel}</Button>
					<Button type="submit" form={id} variant={danger ? 'danger-solid' : 'primary'} busy={busy}>
						{verb}
					</Button>
				</>
			}
		>
			<form
				id={id}
				method="post"
				className="grid gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					onSubmit();
				}}
			>
				{children}
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
			</form>
		</Dialog>
	);
}
