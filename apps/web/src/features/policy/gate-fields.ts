import type { PolicyDocument } from '@interlock/domain/policy';

/** Gates that a policy may leave out, as the form holds them: empty texts leave the gate out. */
export interface GateFields {
	/** Rows that may equal a training row, %. */
	leakagePercent: string;
	leakageTime: boolean;
	slicePercent: string;
	slopeTolerance: string;
	biasPercent: string;
	maxEce: string;
	latencyRatio: string;
	latencyMs: string;
	suite: string;
	suiteAll: boolean;
	cardNeeded: boolean;
	reproductionNeeded: boolean;
	/** "holdout_mae, train_mae". */
	reproductionMetrics: string;
	/** How far a metric may be from the first one's, %. */
	reproductionPercent: string;
	/** "Apache-2.0, MIT". */
	licences: string;
	/** "fairness: ci-1, drift: ci-2". */
	checks: string;
	waiverReviewers: boolean;
	waiverAdmins: boolean;
	waiverDays: string;
}

export function gateFormOf({ gates, checks, waivers }: PolicyDocument): GateFields {
	const { leakage, worstSlice, calibration, latency, behaviour, modelCard, reproduction } = gates;
	return {
		leakagePercent: leakage ? percent(leakage.maxRowShare) : '',
		leakageTime: leakage?.time ?? true,
		slicePercent: worstSlice ? percent(worstSlice.marginShare) : '',
		slopeTolerance: calibration ? String(calibration.slopeTolerance) : '',
		biasPercent: percent(calibration?.biasShare ?? 0.25),
		maxEce: String(calibration?.maxEce ?? 0.05),
		latencyRatio: textOf(latency?.maxRatio),
		latencyMs: textOf(latency?.maxP95Ms),
		suite: behaviour?.suite ?? '',
		suiteAll: behaviour?.rule === 'all',
		cardNeeded: modelCard !== null,
		reproductionNeeded: reproduction !== null,
		reproductionMetrics: reproduction?.metrics.join(', ') ?? '',
		reproductionPercent: percent(reproduction?.tolerance ?? 0.001),
		licences: modelCard?.licences.join(', ') ?? '',
		checks: checks.map(({ id, issuer }) => `${id}: ${issuer}`).join(', '),
		waiverReviewers: waivers.roles.includes('reviewer'),
		waiverAdmins: waivers.roles.includes('admin'),
		waiverDays: String(waivers.maxDays),
	};
}

/** The sections that the fields mean; what is wrong with them the document's schema says. */
export function gateSectionsOf(fields: GateFields) {
	const { latencyRatio, latencyMs } = fields;
	return {
		gates: {
			leakage: fields.leakagePercent === '' ? null : { maxRowShare: Number(fields.leakagePercent) / 100, time: fields.leakageTime },
			worstSlice: fields.slicePercent === '' ? null : { marginShare: Number(fields.slicePercent) / 100 },
			calibration:
				fields.slopeTolerance === ''
					? null
					: { slopeTolerance: Number(fields.slopeTolerance), biasShare: Number(fields.biasPercent) / 100, maxEce: Number(fields.maxEce) },
			latency: latencyRatio === '' && latencyMs === '' ? null : { maxRatio: numberOf(latencyRatio), maxP95Ms: numberOf(latencyMs) },
			behaviour: fields.suite.trim() === '' ? null : { suite: fields.suite.trim(), rule: fields.suiteAll ? 'all' : 'newly-failing' },
			reproduction: fields.reproductionNeeded ? { metrics: listOf(fields.reproductionMetrics), tolerance: Number(fields.reproductionPercent) / 100 } : null,
			modelCard: fields.cardNeeded ? { licences: listOf(fields.licences) } : null,
		},
		checks: listOf(fields.checks).map((pair) => {
			const [id = '', issuer = ''] = pair.split(':').map((part) => part.trim());
			return { id, issuer };
		}),
		waivers: {
			roles: [...(fields.waiverReviewers ? ['reviewer'] : []), ...(fields.waiverAdmins ? ['admin'] : [])],
			maxDays: Number(fields.waiverDays),
		},
	};
}

function listOf(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function numberOf(text: string): number | null {
	return text === '' ? null : Number(text);
}

function textOf(value: number | null | undefined): string {
	return value === null || value === undefined ? '' : String(value);
}

function percent(share: number): string {
	return String(Math.round(share * 1e6) / 1e4);
}
