import type { GateSpec } from '../gate/index.ts';

type Spec<K extends GateSpec['kind']> = Extract<GateSpec, { kind: K }>;

const always = () => true;
const atMost = (limit: number | null, other: number | null) => other === null || (limit !== null && limit <= other);
const within = (some: readonly string[], others: readonly string[]) => some.every((one) => others.includes(one));

/** Of two gates of one kind: whether the limits of the first are as strict as those of the second. */
const AS_STRICT: { [K in GateSpec['kind']]: (judged: Spec<K>, asked: Spec<K>) => boolean } = {
	superiority: always,
	'non-inferiority': (judged, asked) => judged.marginShare <= asked.marginShare,
	'beats-naive': always,
	'signature-compatible': always,
	'expectations-passed': always,
	'format-allowed': (judged, asked) => within(judged.formats, asked.formats),
	'worst-slice': (judged, asked) => judged.marginShare <= asked.marginShare,
	calibration: (judged, asked) => judged.slopeTolerance <= asked.slopeTolerance && judged.biasShare <= asked.biasShare && judged.maxEce <= asked.maxEce,
	latency: (judged, asked) => atMost(judged.maxRatio, asked.maxRatio) && atMost(judged.maxP95Ms, asked.maxP95Ms),
	leakage: (judged, asked) => judged.maxRowShare <= asked.maxRowShare && (judged.time || !asked.time),
	behaviour: (judged, asked) => judged.suite === asked.suite && (judged.rule === 'all' || asked.rule === 'newly-failing'),
	// No licence named means any.
	'model-card': (judged, asked) => asked.licences.length === 0 || (judged.licences.length > 0 && within(judged.licences, asked.licences)),
	// No metric named means that only the same bytes pass.
	reproduction: (judged, asked) =>
		judged.metrics.length === 0 || (asked.metrics.length > 0 && within(asked.metrics, judged.metrics) && judged.tolerance <= asked.tolerance),
	parity: (judged, asked) => judged.maxDifferingShare <= asked.maxDifferingShare,
};

/** Whether what passed one gate would pass another one too, whatever was found: the same kind with limits as strict, or better instead of not worse. */
export function coversGate(judged: GateSpec, asked: GateSpec): boolean {
	if (judged.kind !== asked.kind) return judged.kind === 'superiority' && asked.kind === 'non-inferiority';
	const asStrict = AS_STRICT[judged.kind] as (judged: GateSpec, asked: GateSpec) => boolean;
	return asStrict(judged, asked);
}
