import type { Metadata } from 'next';
import { ProjectListPage } from '../../../features/project/project-list-page.tsx';

export const metadata: Metadata = { title: 'Projects' };

export default function Page() {
	return <ProjectListPage />;
}
