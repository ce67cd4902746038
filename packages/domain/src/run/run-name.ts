const FIRST = ['amber', 'brisk', 'calm', 'clear', 'crisp', 'eager', 'fair', 'fleet', 'fresh', 'grand', 'keen', 'light', 'loyal', 'lucid', 'mild', 'neat', 'noble', 'plain', 'quick', 'quiet', 'rapid', 'ready', 'sharp', 'sound', 'still', 'sure', 'swift', 'true', 'vivid', 'warm', 'wise', 'young'];
const SECOND = ['arch', 'beacon', 'bridge', 'canal', 'crane', 'dock', 'ferry', 'gate', 'girder', 'harbour', 'keel', 'lantern', 'lever', 'lock', 'mast', 'mill', 'pier', 'pilot', 'pylon', 'quay', 'rail', 'relay', 'rudder', 'signal', 'sluice', 'span', 'spring', 'switch', 'tower', 'track', 'valve', 'weir'];

/** A name for a run that was given none: two words and a number taken from the end of its uuid, where the random bits are. */
export function nameFromUuid(uuid: string): string {
	const bits = Number.parseInt(uuid.replaceAll('-', '').slice(-8), 16);
	const number = (bits >>> 10) % 1000;
	return `${FIRST[bits & 31] ?? 'run'}-${SECOND[(bits >>> 5) & 31] ?? 'run'}-${number}`;
}
