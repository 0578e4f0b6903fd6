/** The bundle has the whole package's interface; it lacks trace types that the page does not use. */
declare module 'plotly.js/dist/plotly-basic' {
  export { default } from 'plotly.js';
}
