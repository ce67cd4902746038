'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CARD_FIELDS, CARD_TITLE, type ModelCard as Fields } from '@interlock/domain/card';
import { Button, Card, Field, FormDialog, Input, Skeleton, StateIcon, Textarea } from '@interlock/ui/base';
import { formatStamp } from '@interlock/ui/data';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useFormDialog } from '../../use-form-dialog.ts';

const HINT: Partial<Record<(typeof CARD_FIELDS)[number], string>> = {
	licence: 'An SPDX identifier such as Apache-2.0.',
	owner: 'Who answers for it.',
	limits: 'Where it must not be used, and where it is known to err.',
};

/** What its makers say of a version, and what is still missing. */
export function ModelCard({ place, model, version }: { place: { org: string; project: string }; model: string; version: number }) {
	const trpc = useTRPC();
	const client = useQueryClient();
	const at = { ...place, model, version };
	const query = trpc.card.get.queryOptions(at);
	const { data } = useQuery(query);
	const save = useMutation(trpc.card.save.mutationOptions());
	const [editing, setEditing] = useState(false);
	if (!data) return <Skeleton className="h-40" />;
	const { card, missing } = data;
	return (
		<Card
			title="Model card"
			meta={`v${version}, ${CARD_FIELDS.length - missing.length} of ${CARD_FIELDS.length} sections`}
			aside={
				<Button reason={data.edit.enabled ? null : data.edit.sentence} onClick={() => setEditing(true)}>
					Edit card
				</Button>
			}
		>
			<dl className="grid gap-2 px-3 py-2.5">
				{CARD_FIELDS.map((field) => (
					<div key={field}>
						<dt className="flex items-center gap-1.5 text-meta font-strong text-ink-2 first-letter:uppercase">
							<StateIcon state={card[field] === '' ? 'failed' : 'passed'} size={14} />
							{CARD_TITLE[field]}
						</dt>
						<dd className="whitespace-pre-wrap break-words">{card[field] === '' ? <span className="text-ink-3">missing</span> : card[field]}</dd>
					</div>
				))}
			</dl>
			{data.savedBy && data.savedAtMs !== null && (
				<p className="border-t border-line px-3 py-1.5 text-stamp text-ink-3">
					edition {data.edition}, {data.savedBy}, {formatStamp(data.savedAtMs)}
				</p>
			)}
			{editing && (
				<EditCard
					card={card}
					terms={data.edit.sentence}
					onClose={() => setEditing(false)}
					onSave={async (next) => {
						const refusal = await attempt(save.mutateAsync({ ...at, card: next }));
						await client.invalidateQueries({ queryKey: query.queryKey });
						return refusal;
					}}
				/>
			)}
		</Card>
	);
}

function EditCard({ card, terms, onClose, onSave }: { card: Fields; terms: string; onClose: () => void; onSave: (card: Fields) => Promise<string | null> }) {
	const [fields, setFields] = useState(card);
	const form = useFormDialog(() => onSave(fields), onClose);
	return (
		<FormDialog {...form} open wide title="Model card" description={terms} verb="Save card">
			{CARD_FIELDS.map((field) => {
				const control = {
					id: `card-${field}`,
					value: fields[field],
					onChange: (event: { target: { value: string } }) => setFields({ ...fields, [field]: event.target.value }),
				};
				return (
					<Field key={field} id={control.id} label={<span className="first-letter:uppercase inline-block">{CARD_TITLE[field]}</span>} hint={HINT[field]}>
						{field === 'licence' || field === 'owner' ? <Input {...control} /> : <Textarea {...control} rows={4} />}
					</Field>
				);
			})}
		</FormDialog>
	);
}
