import { FileText, FolderOpen } from 'lucide-react';
import { Digest } from '../data/digest.tsx';
import { formatBytes } from '../data/format.ts';

export interface ArtifactFile {
	/** Slash-separated. */
	path: string;
	sizeBytes: number;
	sha256: string;
	/** Address of its bytes. */
	href?: string;
}

interface Entry {
	path: string;
	name: string;
	depth: number;
	file: ArtifactFile | null;
	/** Of a folder: what lies under it. */
	sizeBytes: number;
	count: number;
}

/** Files by folder, with sizes and digests. */
export function ArtifactTree({ files, empty }: { files: readonly ArtifactFile[]; empty: string }) {
	if (files.length === 0) return <p className="px-3 py-2.5 text-meta text-ink-3">{empty}</p>;
	return (
		<ul className="py-1.5">
			{entriesOf(files).map((entry) => (
				<li
					key={entry.path}
					className="grid min-h-[27px] grid-cols-[minmax(0,1fr)_64px_72px] items-center gap-2 pr-3 text-meta"
					style={{ paddingLeft: 12 + entry.depth * 16 }}
				>
					<span className="flex min-w-0 items-center gap-1.5">
						{entry.file ? (
							<FileText size={14} aria-hidden className="shrink-0 text-ink-3" />
						) : (
							<FolderOpen size={14} aria-hidden className="shrink-0 text-ink-3" />
						)}
						{entry.file?.href ? (
							<a href={entry.file.href} download className="truncate hover:underline">
								{entry.name}
							</a>
						) : (
							<span className={entry.file ? 'truncate' : 'truncate font-strong'}>{entry.name}</span>
						)}
					</span>
					<span className="text-right text-ink-2 tabular-nums">{formatBytes(entry.sizeBytes)}</span>
					<span className="text-right text-ink-3">
						{entry.file ? <Digest value={entry.file.sha256} /> : entry.count === 1 ? '1 file' : `${entry.count} files`}
					</span>
				</li>
			))}
		</ul>
	);
}

function entriesOf(files: readonly ArtifactFile[]): Entry[] {
	const entries = new Map<string, Entry>();
	for (const file of [...files].sort((a, b) => a.path.localeCompare(b.path))) {
		const parts = file.path.split('/');
		parts.forEach((name, depth) => {
			const path = parts.slice(0, depth + 1).join('/');
			const leaf = depth === parts.length - 1;
			const entry = entries.get(path) ?? { path, name, depth, file: leaf ? file : null, sizeBytes: 0, count: 0 };
			entry.sizeBytes += file.sizeBytes;
			entry.count += 1;
			entries.set(path, entry);
		});
	}
	return [...entries.values()];
}
