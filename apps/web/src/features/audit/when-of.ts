import { formatStamp } from '@interlock/ui/data';

const DAY_MS = 86_400_000;

/** When an entry was written, in UTC, as short as a row can say it: "08:31:07" today, "Yesterday", else the stamp. */
export function whenOf(at: string, nowMs: number): string {
	const day = Math.floor(Date.parse(at) / DAY_MS);
	const today = Math.floor(nowMs / DAY_MS);
	if (day === today) return at.slice(11, 19);
	return day === today - 1 ? 'Yesterday' : (formatStamp(Date.parse(at)).split(',')[0] ?? '');
}
