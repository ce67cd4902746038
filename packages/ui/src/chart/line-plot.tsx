'use client';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { onThemeChange } from './chart-theme.ts';
import type { AxisKind } from './format-axis.ts';
import { m4 } from './m4.ts';
import { alignSeries, type ChartSeries } from './series.ts';
import { type AxisSpan, type ChartLimit, type ChartMarker, plotOptions } from './uplot-options.ts';

export interface LinePlotProps {
	series: readonly ChartSeries[];
	xKind: AxisKind;
	limits: readonly ChartLimit[];
	markers: readonly ChartMarker[];
	span?: AxisSpan;
	height: number;
	/** The x value that the keyboard chose. */
	cursorX: number | null;
}

const REDRAW_MS = 250;

/** The canvas. Redraws at most four times a second, on resize and on a change of theme. */
export function LinePlot({ series, xKind, limits, markers, span, height, cursorX }: LinePlotProps) {
	const box = useRef<HTMLDivElement>(null);
	const plot = useRef<uPlot | null>(null);
	const drawnAt = useRef(0);
	const newestSpan = useRef(span);
	newestSpan.current = span;
	const [width, setWidth] = useState(0);
	const [themeTurn, setThemeTurn] = useState(0);
	const shape = series.map((s) => `${s.key}/${s.kind}`).join();

	useEffect(() => {
		const element = box.current;
		if (!element) return;
		const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
		observer.observe(element);
		const stop = onThemeChange(() => setThemeTurn((turn) => turn + 1));
		return () => {
			observer.disconnect();
			stop();
		};
	}, []);

	// biome-ignore lint/correctness/useExhaustiveDependencies: rebuilt when the picture's make-up changes; new points go through setData below
	useEffect(() => {
		if (!box.current || width === 0) return;
		const made = new uPlot(plotOptions({ series, xKind, limits, markers, span: () => newestSpan.current, width, height }), dataOf(series, width), box.current);
		plot.current = made;
		return () => {
			made.destroy();
			plot.current = null;
		};
	}, [width, height, themeTurn, shape, xKind, JSON.stringify(limits), JSON.stringify(markers)]);

	useEffect(() => {
		const wait = Math.max(0, REDRAW_MS - (performance.now() - drawnAt.current));
		const timer = setTimeout(() => {
			drawnAt.current = performance.now();
			plot.current?.setData(dataOf(series, width));
		}, wait);
		return () => clearTimeout(timer);
	}, [series, width]);

	useEffect(() => {
		const u = plot.current;
		if (u && cursorX !== null) u.setCursor({ left: u.valToPos(cursorX, 'x'), top: 0 });
	}, [cursorX]);

	return <div ref={box} aria-hidden style={{ height }} />;
}

function dataOf(series: readonly ChartSeries[], width: number): uPlot.AlignedData {
	const { x, ys } = alignSeries(series.map((s) => m4(s, Math.max(100, width))));
	return [x, ...ys];
}
