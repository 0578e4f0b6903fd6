/** A drawing of the page as a file: what it looks like stands in its attributes, not in style sheets. */
export function svgText(drawing: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(drawing);
}
