import { Avatar } from '../base/avatar.tsx';
import { Tooltip } from '../base/tooltip.tsx';

export interface PresenceStackProps {
	people: readonly { key: string; name: string /** The part of the page they read. */; reads: string | null }[];
}

const SHOWN = 4;

/** Who else is on this page, one beside the other; each says which part they read. */
export function PresenceStack({ people }: PresenceStackProps) {
	const more = people.length - SHOWN;
	return (
		<ul aria-label="Also on this page" className="flex items-center -space-x-1">
			{people.slice(0, SHOWN).map(({ key, name, reads }) => {
				const sentence = reads ? `${name} reads ${reads}` : `${name} is here`;
				return (
					<li key={key}>
						<Tooltip text={sentence}>
							<span>
								<Avatar name={name} size="md" label={sentence} />
							</span>
						</Tooltip>
					</li>
				);
			})}
			{more > 0 && <li className="pl-2 text-meta text-ink-3">and {more} more</li>}
		</ul>
	);
}
