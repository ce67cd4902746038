'use client';
import { Input, Kbd } from '@interlock/ui/base';
import { ListFilter } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';

/** The typed filter; takes effect on Enter. "/" puts the cursor here. */
export function RunFilter({ value, error, onChange }: { value: string; error: string | null; onChange: (value: string) => void }) {
	const [text, setText] = useState(value);
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => setText(value), [value]);
	useHotkeys('slash', () => input.current?.focus(), { preventDefault: true });

	function submit(event: FormEvent) {
		event.preventDefault();
		onChange(text.trim());
	}

	return (
		<form role="search" onSubmit={submit} className="w-full sm:w-[340px]">
			<Input
				ref={input}
				id="run-filter"
				type="search"
				size="sm"
				value={text}
				invalid={error !== null}
				aria-label="Filter runs"
				placeholder="Filter runs, e.g. metrics.mae < 13"
				leading={<ListFilter size={14} aria-hidden />}
				trailing={<Kbd>/</Kbd>}
				onChange={(event) => setText(event.target.value)}
				onBlur={() => text.trim() !== value && onChange(text.trim())}
			/>
		</form>
	);
}
