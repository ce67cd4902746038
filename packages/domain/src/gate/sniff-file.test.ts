import { describe, expect, test } from 'vitest';
import { sniffFile } from './sniff-file.ts';

const bytes = (...parts: (number | string)[]) =>
	Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((c) => c.charCodeAt(0)))));

describe('what a file is, by its bytes', () => {
	test.each([
		['model.onnx', bytes(0x80, 0x04, 0x95), 'it is a pickle by its first bytes'],
		['weights.bin', bytes('cos\nsystem\n(S'), 'it is a pickle of protocol 0 by its first bytes'],
		['data', bytes('PK', 3, 4, '...archive/data.pkl'), 'it is an archive with a pickle in it'],
		['model.keras', bytes('PK', 3, 4, 'config.json'), 'it is a zip archive, which hides what it holds'],
		['model.z', bytes(0x78, 0x9c, 1), 'it is zlib, which hides what it holds, as joblib writes it'],
		['notes.txt', bytes(0x1f, 0x8b, 8), 'it is gzip, which hides what it holds'],
		['hook', bytes('#!/bin/sh\n'), 'it is a script by its first bytes'],
		['lib.bin', bytes(0x7f, 'ELF'), 'it is an ELF program by its first bytes'],
		['model.PKL', bytes('anything'), '.pkl is a format that runs code when opened'],
		['model.pt', bytes(8, 1), '.pt is a format that runs code when opened'],
	])('%s', (path, head, because) => {
		expect(sniffFile(path, head)).toEqual({ path, because });
	});

	test.each([
		['model.onnx', bytes(0x08, 0x08, 0x12, 0x07, 'skl2onnx')],
		['MLmodel', bytes('artifact_path: model\nflavors:\n  onnx:\n')],
		['requirements.txt', bytes('onnx==1.20.1\nnumpy==2.4.6\n')],
		['conda.yaml', bytes('channels:\n- conda-forge\n')],
		['empty', bytes()],
	])('leaves %s alone', (path, head) => {
		expect(sniffFile(path, head)).toBeNull();
	});
});
