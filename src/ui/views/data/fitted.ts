interface Size {
  readonly height: number;
  readonly width: number;
}

/** The place of an image in a square tile: whole, at its proportions, in the middle; in the unit of `side`. */
export function fitted(
  { height, width }: Size,
  side: number,
): Size & { readonly left: number; readonly top: number } {
  const scale = side / Math.max(height, width);
  const [shownHeight, shownWidth] = [height * scale, width * scale];
  return {
    ...{ height: shownHeight, width: shownWidth },
    ...{ left: (side - shownWidth) / 2, top: (side - shownHeight) / 2 },
  };
}
