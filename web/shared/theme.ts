import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/**
 * The look, once. Colour carries meaning only: teal is the brand and the primary action, red a broken promise or
 * something critical, amber at risk, green kept or resolved; everything else is grey. Shade 7 of each is dark enough
 * for text on its own tint, and for white text on it (WCAG AA).
 */
export const palette = {
  teal: ['#edfbf8', '#d6f4ee', '#a9e8dc', '#74d7c6', '#42bfac', '#22a291', '#15857a', '#0f6d64', '#0c5750', '#09433e'],
  red: ['#fef2f1', '#fde2df', '#f9bfb9', '#f4948b', '#ea6459', '#dc4033', '#c9301f', '#ae2418', '#8e1d14', '#6f1710'],
  orange: ['#fff7ea', '#feecca', '#fcd892', '#f8c052', '#eba31f', '#cd860a', '#ab6a04', '#8a5303', '#6e4203', '#553303'],
  green: ['#effaf1', '#daf2df', '#b1e3bb', '#80cf90', '#52b667', '#34994b', '#25803a', '#1d692f', '#175426', '#12411e'],
  gray: ['#f7f8f9', '#eff1f3', '#e3e6e9', '#d3d8dd', '#b6bec6', '#8c969f', '#68737d', '#505a63', '#363e45', '#1f252a'],
  dark: ['#dfe3e7', '#bcc4cb', '#9fa9b2', '#707b85', '#3b444c', '#2c343a', '#232a2f', '#191e22', '#13171a', '#0d1012'],
} satisfies Record<string, string[]>;

const tuple = (colors: string[]) => colors as unknown as MantineColorsTuple;

export const fontFamily =
  "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'Noto Sans CJK KR', 'Noto Sans Bengali', 'Nirmala UI', sans-serif";
export const fontFamilyMonospace = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace";

/** Of what opens over the page: as large as a second heading. */
const headline = { fontSize: '16px', fontWeight: 600, lineHeight: '24px' };

export const theme = createTheme({
  colors: {
    teal: tuple(palette.teal),
    red: tuple(palette.red),
    orange: tuple(palette.orange),
    green: tuple(palette.green),
    gray: tuple(palette.gray),
    dark: tuple(palette.dark),
  },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontFamily,
  fontFamilyMonospace,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Avatar: { defaultProps: { radius: 'sm' } },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 550 } },
    Button: { defaultProps: { size: 'xs' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 90 }, withinPortal: true } },
    Modal: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, centered: false }, styles: { title: headline } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 90 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 90 }, events: { hover: true, focus: true, touch: false } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } }, styles: { title: headline } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md', transitionProps: { duration: 90 } } } },
    Skeleton: { defaultProps: { animate: true } },
  },
});

/** Mantine's dimmed and placeholder greys are too pale for AA: these are not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a646d',
    '--mantine-color-placeholder': '#66717b',
    '--mantine-color-default-border': '#d3d8dd',
    '--mantine-color-error': '#ae2418',
    '--desk-surface': '#f7f8f9',
    '--desk-line': '#e3e6e9',
    '--desk-selected': '#e4f4f1',
    '--desk-hover': '#f1f4f5',
    '--desk-note': '#fff8e6',
    '--desk-note-line': '#ecd9a6',
    '--desk-mine': '#f2f9f8',
    '--desk-paper': '#ffffff',
    '--desk-mark': '#fde68a',
  },
  dark: {
    '--mantine-color-dimmed': '#a3adb6',
    '--mantine-color-placeholder': '#929da7',
    '--mantine-color-error': '#f4948b',
    '--desk-surface': '#13171a',
    '--desk-line': '#2c343a',
    '--desk-selected': '#13312e',
    '--desk-hover': '#20262b',
    '--desk-note': '#2a2413',
    '--desk-note-line': '#5a4a1c',
    '--desk-mine': '#15211f',
    '--desk-paper': '#1d2327',
    '--desk-mark': '#7a5b08',
  },
});
