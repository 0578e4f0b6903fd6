/** Rows and columns that are turned together: so many lines of x and of y stay in the nearest cache, whatever lies between them. */
const TILE: usize = 8;

/** y[j, i] = x[i, j] of `rows` × `columns` numbers; rows lie `xRow` and `yRow` bytes apart, backwards if that is negative. */
export function transpose(x: usize, xRow: isize, y: usize, yRow: isize, rows: usize, columns: usize): void {
  for (let firstRow: usize = 0; firstRow < rows; firstRow += TILE) {
    const tileRows = min(TILE, rows - firstRow);
    let to = y + (firstRow << 2);
    for (let firstColumn: usize = 0; firstColumn < columns; firstColumn += TILE) {
      const tileColumns = min(TILE, columns - firstColumn);
      turnTile(x + (firstColumn << 2), xRow, to, yRow, tileRows, tileColumns);
      to += yRow * TILE;
    }
    x += xRow * TILE;
  }
}

function turnTile(x: usize, xRow: isize, y: usize, yRow: isize, rows: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j++) {
    let from = x + (j << 2);
    for (let i: usize = 0; i < rows; i++) {
      store<f32>(y + (i << 2), load<f32>(from));
      from += xRow;
    }
    y += yRow;
  }
}

/** `count` transposes of `rows` × `columns` numbers, end to end. */
export function transposeEach(x: usize, y: usize, count: usize, rows: usize, columns: usize): void {
  const bytes = (rows * columns) << 2;
  for (let i: usize = 0; i < count; i++)
    transpose(x + i * bytes, columns << 2, y + i * bytes, rows << 2, rows, columns);
}
