/** @file The part of plotly.js that the page needs: its smallest ready-made bundle. Loaded when curves are shown. */
import Plotly from 'plotly.js/dist/plotly-basic';

export default Plotly;
