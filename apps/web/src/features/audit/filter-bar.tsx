'use client';
import { FILTER_FIELDS, type FilterField, parseAuditFilter } from '@interlock/domain/audit';
import { Button, cn, Input, Kbd, Menu, MenuItem, Popover } from '@interlock/ui/base';
import { ListFilter, Plus, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { type AuditQuery, type Span, SPANS } from './types.ts';

export interface FilterBarProps {
	query: AuditQuery;
	onQuery: (change: Partial<AuditQuery>) => void;
	projects: readonly { slug: string; name: string }[];
	/** New entries are shown as they are sealed; null where older ones are looked at. */
	live: boolean | null;
	onLive: (live: boolean) => void;
}

const SPAN_WORD: Record<Span, string> = { '1h': 'last hour', '48h': 'last 48 h', '7d': 'last 7 days', '30d': 'last 30 days' };
const HINTS: Record<'actor' | 'action' | 'target', string> = { actor: 'name or id', action: 'change.* or model.created', target: 'kind, name or id' };

/** What narrows the log: a written filter, a chip for each field in force, and what could be added. */
export function FilterBar({ query, onQuery, projects, live, onLive }: FilterBarProps) {
	const set = (change: Partial<AuditQuery>) => onQuery({ ...change, before: null });
	const open = FILTER_FIELDS.filter((field) => query[field] === null);
	return (
		<div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-3 sm:px-6">
			<WrittenFilter value={query.q} onChange={(written) => set({ q: '', ...parseAuditFilter(written) })} />
			<Menu
				trigger={
					<button type="button" className={cn(CHIP, 'cursor-pointer hover:bg-surface-2')}>
						<Key>when</Key>
						<Value>{query.when ? SPAN_WORD[query.when] : 'any time'}</Value>
					</button>
				}
			>
				{SPANS.map((span) => (
					<MenuItem key={span} onSelect={() => set({ when: span })}>
						{SPAN_WORD[span]}
					</MenuItem>
				))}
				<MenuItem onSelect={() => set({ when: null })}>any time</MenuItem>
			</Menu>
			{FILTER_FIELDS.map((field) => query[field] !== null && <SetChip key={field} field={field} value={query[field]} onClear={() => set({ [field]: null })} />)}
			{open.map((field) =>
				field === 'actor' || field === 'action' || field === 'target' ? (
					<AddText key={field} field={field} onAdd={(value) => set({ [field]: value })} />
				) : (
					<AddChoice
						key={field}
						field={field}
						choices={field === 'project' ? projects.map(({ slug, name }) => ({ value: slug, label: name })) : DECISIONS}
						onAdd={(value) => set({ [field]: value })}
					/>
				),
			)}
			{live !== null && (
				<Button variant="quiet" className="ml-auto" aria-pressed={live} onClick={() => onLive(!live)}>
					<span aria-hidden className={cn('size-2 rounded-full', live ? 'bg-ok' : 'border border-ctl')} />
					{live ? 'Live' : 'Paused'}
				</Button>
			)}
		</div>
	);
}

const CHIP = 'inline-flex h-7 items-center overflow-hidden rounded-control border border-line-2 text-meta';
const DECISIONS = [
	{ value: 'allowed', label: 'Allowed' },
	{ value: 'denied', label: 'Denied' },
];
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

function Key({ children }: { children: ReactNode }) {
	return <span className="flex h-full items-center border-r border-line-2 bg-surface-2 px-2 text-ink-2">{children}</span>;
}

function Value({ children }: { children: ReactNode }) {
	return <span className="max-w-48 truncate px-2 font-strong text-ink">{children}</span>;
}

function SetChip({ field, value, onClear }: { field: FilterField; value: string | null; onClear: () => void }) {
	return (
		<span className={CHIP}>
			<Key>{field}</Key>
			<Value>{value}</Value>
			<button
				type="button"
				aria-label={`Remove filter ${field}`}
				onClick={onClear}
				className="flex size-7 cursor-pointer items-center justify-center border-l border-line-2 text-ink-2 hover:bg-surface-3"
			>
				<X size={12} aria-hidden />
			</button>
		</span>
	);
}

function AddText({ field, onAdd }: { field: 'actor' | 'action' | 'target'; onAdd: (value: string) => void }) {
	const [text, setText] = useState('');
	function submit(event: FormEvent) {
		event.preventDefault();
		if (text.trim() !== '') onAdd(text.trim());
	}
	return (
		<Popover label={`Filter by ${field}`} trigger={<Button icon={<Plus size={14} aria-hidden />}>{capital(field)}</Button>}>
			<form onSubmit={submit} className="flex gap-2">
				<Input
					size="sm"
					value={text}
					maxLength={100}
					aria-label={capital(field)}
					placeholder={HINTS[field]}
					onChange={(event) => setText(event.target.value)}
				/>
				<Button type="submit">Apply</Button>
			</form>
		</Popover>
	);
}

function AddChoice({ field, choices, onAdd }: { field: FilterField; choices: readonly { value: string; label: string }[]; onAdd: (value: string) => void }) {
	if (choices.length === 0) return null;
	return (
		<Menu trigger={<Button icon={<Plus size={14} aria-hidden />}>{capital(field)}</Button>}>
			{choices.map(({ value, label }) => (
				<MenuItem key={value} onSelect={() => onAdd(value)}>
					{label}
				</MenuItem>
			))}
		</Menu>
	);
}

function WrittenFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
	const [text, setText] = useState(value);
	const input = useRef<HTMLInputElement>(null);
	useHotkeys('slash', () => input.current?.focus(), { preventDefault: true });
	useEffect(() => setText(value), [value]);
	function apply() {
		if (text.trim() === value) return;
		onChange(text.trim());
		setText(parseAuditFilter(text).q ?? '');
	}
	function submit(event: FormEvent) {
		event.preventDefault();
		apply();
	}
	return (
		<form role="search" onSubmit={submit} className="w-full sm:w-[340px]">
			<Input
				ref={input}
				id="audit-filter"
				type="search"
				size="sm"
				value={text}
				maxLength={200}
				aria-label="Filter entries"
				placeholder="Filter, e.g. actor = maya and action = change.*"
				leading={<ListFilter size={14} aria-hidden />}
				trailing={<Kbd>/</Kbd>}
				onChange={(event) => setText(event.target.value)}
				onBlur={apply}
			/>
		</form>
	);
}
