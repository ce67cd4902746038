import { redirect } from 'next/navigation';

/** The settings have sections; their bare address leads to the first one that is everybody's. */
export default async function Page({ params }: { params: Promise<{ org: string }> }) {
	redirect(`/${(await params).org}/settings/tokens`);
}
