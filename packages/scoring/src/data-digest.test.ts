import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dataDigest } from './index.ts';

const file = (path: string, fill: string) => ({ path, sha256: fill.repeat(64), sizeBytes: 3 });

test('is the sha256 of the canonical JSON of the sorted data files', () => {
	const text = `[{"path":"a.bin","sha256":"${'b'.repeat(64)}","sizeBytes":3},{"path":"model.onnx","sha256":"${'a'.repeat(64)}","sizeBytes":3}]`;
	expect(dataDigest([file('model.onnx', 'a'), file('a.bin', 'b')])).toBe(createHash('sha256').update(text).digest('hex'));
});

test('does not change with what MLflow writes beside the data, nor with the order', () => {
	const data = [file('model.onnx', 'a'), file('code/x.py', 'c')];
	const beside = ['MLmodel', 'conda.yaml', 'python_env.yaml', 'requirements.txt', 'registered_model_meta', 'input_example.json', 'serving_input_example.json'];
	expect(dataDigest([...beside.map((path) => file(path, 'd')), ...data.toReversed()])).toBe(dataDigest(data));
});

test('changes with a byte, a size, a name or a file of the data', () => {
	const base = dataDigest([file('model.onnx', 'a')]);
	const others = [[file('model.onnx', 'b')], [file('m.onnx', 'a')], [{ ...file('model.onnx', 'a'), sizeBytes: 4 }], [file('model.onnx', 'a'), file('x', 'a')]];
	expect(others.map(dataDigest)).not.toContain(base);
});
