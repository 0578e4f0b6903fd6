import {
  isOnShow,
  MARK,
  NAME_SIZE,
  nameplaces,
  onPage,
  PICTURE,
  type ScatterPoints,
  type ScatterSpace,
} from './scatterDrawing';

/** The part of a plot that is on show, as a drawing that scales. */
export function scatterSvg({ places, marks, pictures, axes }: ScatterPoints, space: ScatterSpace): string {
  const { width, height, unit, ground, quietInk } = space;
  const placed = onPage(places, space);
  const side = PICTURE * unit;
  const points = marks.flatMap(({ colour, glyph }, point) => {
    const [x, y] = [placed[2 * point]!, placed[2 * point + 1]!];
    if (!isOnShow(x, y, space)) return [];
    const picture = pictures?.[point];
    if (picture === undefined)
      return [`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${colour}">${glyph}</text>`];
    const corner = `x="${(x - side / 2).toFixed(1)}" y="${(y - side / 2).toFixed(1)}"`;
    const frame = `fill="none" stroke="${colour}" stroke-width="2"`;
    return [
      `<rect ${corner} width="${side}" height="${side}" ${frame}/>`,
      `<image ${corner} width="${side}" height="${side}" href="${picture.toDataURL()}"/>`,
    ];
  });
  const { across, up } = nameplaces(space);
  const names = `fill="${quietInk}" font-size="${NAME_SIZE * unit}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="${MARK * unit}" text-anchor="middle" dominant-baseline="central">`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...points,
    `<text x="${across.x}" y="${across.y}" ${names}>${axes.x}</text>`,
    `<text transform="translate(${up.x} ${up.y}) rotate(-90)" ${names}>${axes.y}</text>`,
    '</svg>',
  ].join('\n');
}
