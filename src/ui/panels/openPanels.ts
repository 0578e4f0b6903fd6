/** Which panels are unfolded, by the roots of their fields; each tab of the browser has its own. */
export const OPEN_PANELS = { key: 'open-panels', defaultValue: ['loss', 'data'] };
