import type { TokenKind } from './actor.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FORM = /^ilk_(pat|svc|wrk|dep)_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;

export interface ParsedToken {
	kind: TokenKind;
	/** 8 base62 characters: looks the row up. */
	keyId: string;
	/** 43 base62 characters, 256 bits: only its HMAC is stored. */
	secret: string;
}

/** Parts of `ilk_<kind>_<key id>_<secret>_<crc32>`, or null when the form or the checksum is wrong (a typo costs no look-up). */
export function parseToken(text: string): ParsedToken | null {
	const match = FORM.exec(text);
	if (!match) return null;
	const [, kind, keyId, secret, checksum] = match;
	if (!kind || !keyId || !secret || tokenChecksum(text.slice(0, text.lastIndexOf('_'))) !== checksum) return null;
	return { kind: kind as TokenKind, keyId, secret };
}

/** Token text from random bytes: 6 for the key id, 32 for the secret. */
export function formatToken(kind: TokenKind, keyBytes: Uint8Array, secretBytes: Uint8Array): string {
	const body = `ilk_${kind}_${base62(keyBytes, 8)}_${base62(secretBytes, 43)}`;
	return `${body}_${tokenChecksum(body)}`;
}

/** CRC-32 (IEEE 802.3) of the token up to its checksum, 6 base62 characters. */
export function tokenChecksum(body: string): string {
	let crc = 0xffffffff;
	for (let i = 0; i < body.length; i++) {
		crc ^= body.charCodeAt(i);
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	let rest = (crc ^ 0xffffffff) >>> 0;
	let text = '';
	for (let i = 0; i < 6; i++) {
		text = BASE62.charAt(rest % 62) + text;
		rest = Math.floor(rest / 62);
	}
	return text;
}

function base62(bytes: Uint8Array, length: number): string {
	let value = 0n;
	for (const byte of bytes) value = value * 256n + BigInt(byte);
	let text = '';
	for (let i = 0; i < length; i++) {
		text = BASE62.charAt(Number(value % 62n)) + text;
		value /= 62n;
	}
	return text;
}
