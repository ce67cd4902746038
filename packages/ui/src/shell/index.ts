export { BrandMark } from './brand-mark.tsx';
export { CommandPalette, type PaletteGroup } from './command-palette.tsx';
export { type Connection, ConnectionBanner, ConnectionState } from './connection-state.tsx';
export { PresenceStack } from './presence-stack.tsx';
export { SearchButton } from './search-button.tsx';
export { Sheet } from './sheet.tsx';
export { Sidebar, SidebarGroup, SidebarLink, type SidebarLinkProps } from './sidebar.tsx';
export { type Theme, ThemeSwitch } from './theme-switch.tsx';
export { PageHead, TopBar } from './top-bar.tsx';
