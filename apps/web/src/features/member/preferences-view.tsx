'use client';
import type { PersonSettings, UpdateSettingsInput } from '@interlock/domain/member';
import { Card, Checkbox } from '@interlock/ui/base';

export interface PreferencesViewProps {
	settings: PersonSettings;
	/** Whether this instance sends mail at all. */
	mails: boolean;
	onChange: (changed: UpdateSettingsInput) => void;
}

/** What a person chooses for themself: keys, presence, mail. Each takes effect at once. */
export function PreferencesView({ settings, mails, onChange }: PreferencesViewProps) {
	const { mail } = settings;
	return (
		<>
			<Card title="Keyboard">
				<div className="grid gap-1 px-3 py-2.5">
					<Checkbox
						checked={settings.singleKeys}
						onChange={(singleKeys) => onChange({ singleKeys })}
						label="Keys of one letter, such as j, k, e, [ and the g chords"
					/>
					<p className="text-meta text-ink-3">Switch them off where speech input or a slip of the hand would press them. Ctrl K stays. Press ? for all keys.</p>
				</div>
			</Card>
			<Card title="Presence">
				<div className="grid gap-1 px-3 py-2.5">
					<Checkbox
						checked={settings.presence}
						onChange={(presence) => onChange({ presence })}
						label="Others see that I am on the page of a change request, and on which tab"
					/>
					<p className="text-meta text-ink-3">It is kept nowhere. With it off you still see the others.</p>
				</div>
			</Card>
			<Card title="Mail">
				<div className="grid gap-1 px-3 py-2.5">
					<Checkbox
						checked={mail.reviews}
						onChange={(reviews) => onChange({ mail: { reviews } })}
						label="When a change request waits for my verdict, and reminders of it"
					/>
					<Checkbox
						checked={mail.mentions}
						onChange={(mentions) => onChange({ mail: { mentions } })}
						label="When somebody names me or comments on what I opened"
					/>
					<Checkbox checked={mail.notices} onChange={(notices) => onChange({ mail: { notices } })} label="Everything else in my inbox" />
					{!mails && (
						<p className="text-meta text-ink-3">This instance sends no mail: its operator has not set INTERLOCK_SMTP_URL. Your inbox has everything.</p>
					)}
				</div>
			</Card>
		</>
	);
}
