'use client';
import { useEffect, useState } from 'react';

/** The id of the section that the reader is at: the last one whose top has passed the tabs. */
export function useSectionInView<Id extends string>(ids: readonly Id[]): Id | undefined {
	const [current, setCurrent] = useState<Id | undefined>(ids[0]);
	useEffect(() => {
		function find() {
			const passed = ids.filter((id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) < 160);
			setCurrent(passed.at(-1) ?? ids[0]);
		}
		find();
		addEventListener('scroll', find, { passive: true });
		return () => removeEventListener('scroll', find);
	}, [ids]);
	return current;
}
