import { redirect } from 'next/navigation';

/** A project opens with its runs. */
export default async function Page({ params }: { params: Promise<{ org: string; project: string }> }) {
	const { org, project } = await params;
	redirect(`/${org}/${project}/runs`);
}
