/** y[j, i] = x[i, j] of `rows` × `columns` numbers; rows lie `xRow` and `yRow` bytes apart, backwards if that is negative. */
export function transpose(x: usize, xRow: isize, y: usize, yRow: isize, rows: usize, columns: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    let to = y + (i << 2);
    for (let j: usize = 0; j < columns; j++) {
      store<f32>(to, load<f32>(x + (j << 2)));
      to += yRow;
    }
    x += xRow;
  }
}

/** `count` transposes of `rows` × `columns` numbers, end to end. */
export function transposeEach(x: usize, y: usize, count: usize, rows: usize, columns: usize): void {
  const bytes = (rows * columns) << 2;
  for (let i: usize = 0; i < count; i++)
    transpose(x + i * bytes, columns << 2, y + i * bytes, rows << 2, rows, columns);
}
