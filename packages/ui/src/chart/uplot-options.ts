import type uPlot from 'uplot';
import { type AxisKind, formatTick } from './format-axis.ts';
import { isDashed, readToken, seriesToken } from './chart-theme.ts';
import type { ChartSeries } from './series.ts';
import { timeSplits } from './time-splits.ts';

export interface ChartLimit {
	value: number;
	label: string;
}

export interface ChartMarker {
	x: number;
	label: string;
}

/** First and last x of an axis. */
export type AxisSpan = readonly [from: number, until: number];

export interface PlotInput {
	series: readonly ChartSeries[];
	xKind: AxisKind;
	limits: readonly ChartLimit[];
	markers: readonly ChartMarker[];
	/** What the x axis shows; as wide as the points unless given. */
	span: () => AxisSpan | undefined;
	width: number;
	height: number;
}

/** uPlot's options in the look of the tokens: hairline grid, quiet axes, dashed champion, limits and markers drawn with their words. */
export function plotOptions(input: PlotInput): uPlot.Options {
	const { series, xKind, limits, span, width, height } = input;
	const grey = readToken('ink-3');
	const line = readToken('line');
	const font = `11px ${getComputedStyle(document.body).fontFamily}`;
	return {
		width,
		height,
		padding: [12, 24, 0, 0],
		legend: { show: false },
		cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
		scales: {
			x: { time: false, range: (_u, min, max) => xRange(span(), min, max, xKind) },
			y: { range: (_u, min, max) => yRange(min, max, limits) },
		},
		axes: [
			{
				stroke: grey,
				font,
				size: 24,
				gap: 4,
				grid: { show: false },
				ticks: { show: false },
				space: 70,
				...(xKind === 'time'
					? { splits: (_u: uPlot, _axis: number, min: number, max: number) => timeSplits(min, max, Math.max(2, Math.floor(width / 80))) }
					: {}),
				values: (_u, splits) => splits.map((v) => formatTick(xKind, v, (splits.at(-1) ?? 0) - (splits[0] ?? 0))),
			},
			{ stroke: grey, font, size: 48, gap: 6, grid: { stroke: line, width: 1 }, ticks: { show: false }, space: 28 },
		],
		series: [
			{},
			...series.map(
				(s): uPlot.Series => ({
					label: s.label,
					stroke: readToken(seriesToken(s.kind)),
					width: isDashed(s.kind) ? 1.5 : 2,
					...(isDashed(s.kind) ? { dash: [5, 3] } : {}),
					points: { show: false, filter: lonelyPoints, size: 6, fill: readToken(seriesToken(s.kind)) },
				}),
			),
		],
		hooks: {
			draw: [(u) => drawExtras(u, input, font)],
		},
	};
}

const ROOM_OF_ONE = { step: 1, time: 30 * 60_000, age: 30 * 60_000 };

function xRange(span: AxisSpan | undefined, min: number, max: number, kind: AxisKind): [number, number] {
	if (span) return [span[0], span[1]];
	return min === max ? [min - ROOM_OF_ONE[kind], max + ROOM_OF_ONE[kind]] : [min, max];
}

/** Points without a neighbour: no line shows them. */
function lonelyPoints(u: uPlot, index: number): number[] | null {
	const values: (number | null | undefined)[] = Array.from(u.data[index] ?? []);
	const drawn = values.flatMap((value, i) => (value === undefined ? [] : [{ value, i }]));
	const lonely = drawn.filter(({ value }, at) => value !== null && typeof drawn[at - 1]?.value !== 'number' && typeof drawn[at + 1]?.value !== 'number');
	return lonely.length === 0 ? null : lonely.map(({ i }) => i);
}

function yRange(min: number | null, max: number | null, limits: readonly ChartLimit[]): [number, number] {
	const values = [...limits.map((l) => l.value), ...(min === null ? [] : [min]), ...(max === null ? [] : [max])];
	if (values.length === 0) return [0, 1];
	const low = Math.min(...values);
	const high = Math.max(...values);
	if (low === 0 && high === 0) return [0, 1];
	const room = (high - low || Math.abs(high)) * 0.08;
	return [low >= 0 && low - room < 0 ? 0 : low - room, high + room];
}

function drawExtras(u: uPlot, { series, limits, markers }: PlotInput, font: string): void {
	const { ctx, bbox } = u;
	const ratio = devicePixelRatio;
	ctx.save();
	ctx.font = font.replace('11px', `${11 * ratio}px`);
	ctx.lineWidth = ratio;
	const drawn: Box[] = [];
	for (const marker of markers) {
		const x = u.valToPos(marker.x, 'x', true);
		if (x < bbox.left || x > bbox.left + bbox.width) continue;
		stroke(ctx, readToken('ink-3'), [2 * ratio, 3 * ratio], [x, bbox.top, x, bbox.top + bbox.height]);
		const width = ctx.measureText(marker.label).width + 4 * ratio;
		const atEdge = x + width + 4 * ratio > bbox.left + bbox.width;
		const box = freeRow({ from: atEdge ? x - width : x, until: atEdge ? x : x + width, row: 0 }, drawn);
		drawn.push(box);
		label(ctx, marker.label, readToken('ink-2'), atEdge ? x - 4 * ratio : x + 4 * ratio, bbox.top + (10 + 13 * box.row) * ratio, atEdge ? 'right' : 'left');
	}
	for (const limit of limits) {
		const y = u.valToPos(limit.value, 'y', true);
		const right = bbox.left + bbox.width;
		stroke(ctx, readToken('bad'), [4 * ratio, 3 * ratio], [bbox.left, y, right, y]);
		label(ctx, limit.label, readToken('bad'), right, y - 5 * ratio, 'right');
	}
	for (const s of series) {
		const value = s.live ? s.y.at(-1) : null;
		const at = s.x.at(-1);
		if (value === null || value === undefined || at === undefined) continue;
		ctx.beginPath();
		ctx.fillStyle = readToken(seriesToken(s.kind));
		ctx.arc(u.valToPos(at, 'x', true), u.valToPos(value, 'y', true), 3 * ratio, 0, Math.PI * 2);
		ctx.fill();
	}
	ctx.restore();
}

/** A marker's label: what it covers of the axis, and how many rows below the top it stands. */
interface Box {
	from: number;
	until: number;
	row: number;
}

/** Moved below the labels that it would cover. */
function freeRow(box: Box, drawn: readonly Box[]): Box {
	const covers = drawn.some((other) => other.row === box.row && other.from < box.until && other.until > box.from);
	return covers ? freeRow({ ...box, row: box.row + 1 }, drawn) : box;
}

function stroke(ctx: CanvasRenderingContext2D, colour: string, dash: number[], [x1, y1, x2, y2]: [number, number, number, number]): void {
	ctx.beginPath();
	ctx.strokeStyle = colour;
	ctx.setLineDash(dash);
	ctx.moveTo(x1, y1);
	ctx.lineTo(x2, y2);
	ctx.stroke();
	ctx.setLineDash([]);
}

function label(ctx: CanvasRenderingContext2D, text: string, colour: string, x: number, y: number, align: CanvasTextAlign): void {
	ctx.fillStyle = colour;
	ctx.textAlign = align;
	ctx.fillText(text, x, y);
}
