/** Where objects of an S3-compatible store are kept. */
export interface S3Place {
	bucket: string;
	/** Without a slash at either end; empty: the whole bucket. */
	prefix: string;
	/** Of a compatible store; undefined: AWS's own of the region. */
	endpoint?: string;
	region: string;
	/** For how many days an object can't be deleted (Object Lock in compliance mode); undefined: as the bucket says. */
	retainDays?: number;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const MOST_DAYS = 36_500;

/**
 * Reads `s3://<bucket>/<prefix>?region=<region>&endpoint=<url>&retain-days=<days>`; everything after the bucket may be left out.
 * Throws one sentence that names what is wrong.
 */
export function parseS3Place(text: string): S3Place {
	const url = URL.canParse(text) ? new URL(text) : null;
	const refuse = (what: string): never => {
		throw new Error(`"${text}" is no place in an object store: ${what}`);
	};
	if (url?.protocol !== 's3:' || !url.hostname || url.username || url.password || url.port)
		return refuse('it must be s3://<bucket>/<prefix>, without a user or a port');
	if (!BUCKET.test(url.hostname)) return refuse(`"${url.hostname}" is no name of a bucket`);
	const known = ['region', 'endpoint', 'retain-days'];
	for (const name of url.searchParams.keys()) if (!known.includes(name)) return refuse(`"${name}" must be one of ${known.join(', ')}`);
	const endpoint = url.searchParams.get('endpoint') ?? undefined;
	if (endpoint !== undefined && !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : ''))
		return refuse('endpoint must be http(s)://host[:port]');
	const retain = url.searchParams.get('retain-days');
	const retainDays = retain === null ? undefined : Number(retain);
	if (retainDays !== undefined && !(Number.isInteger(retainDays) && retainDays >= 1 && retainDays <= MOST_DAYS))
		return refuse(`retain-days must be a whole number from 1 to ${MOST_DAYS}`);
	return {
		bucket: url.hostname,
		prefix: decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, ''),
		endpoint,
		region: url.searchParams.get('region') ?? 'us-east-1',
		retainDays,
	};
}
