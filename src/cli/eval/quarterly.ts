const CLEAR_LINE = '\r\u001b[2K';

/** Shows how far each piece of work is: one line that moves on a terminal, elsewhere a line at each quarter. */
export function quarterly(stream: NodeJS.WriteStream): (name: string, share: number) => void {
  let told: { name: string; quarters: number } | undefined;
  return (name, share) => {
    if (stream.isTTY) {
      stream.write(share < 1 ? `${CLEAR_LINE}${line(name, share)}` : CLEAR_LINE);
      return;
    }
    const quarters = Math.floor(4 * share);
    if (told?.name === name && told.quarters >= quarters) return;
    told = { name, quarters };
    stream.write(`${line(name, share)}\n`);
  };
}

function line(name: string, share: number): string {
  return `${name}: ${Math.floor(100 * share)} %`;
}
