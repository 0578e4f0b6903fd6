/** @file The part of plotly.js that the page needs: its core, which brings line plots. Loaded when curves are shown. */
import Plotly from 'plotly.js/lib/core';

export default Plotly;
