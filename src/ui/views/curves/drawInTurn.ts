/** @file Plots are drawn in turn, one in a frame, so that no frame keeps the page from answering for long. */

/** A drawing that took t ms is followed by at least this many times t of rest. */
const REST = 2;

const waiting = new Set<() => void>();
let isUnderWay = false;
let restUntil = 0;

/** Has `draw` called in a frame to come; asking again before that changes nothing. */
export function drawInTurn(draw: () => void): void {
  waiting.add(draw);
  if (isUnderWay) return;
  isUnderWay = true;
  requestAnimationFrame(next);
}

/** Takes back what was asked for. */
export function giveUpTurn(draw: () => void): void {
  waiting.delete(draw);
}

function next(): void {
  const [draw] = waiting;
  isUnderWay = draw !== undefined;
  if (draw === undefined) return;
  const start = performance.now();
  if (start >= restUntil) {
    waiting.delete(draw);
    try {
      draw();
    } finally {
      const end = performance.now();
      restUntil = end + REST * (end - start);
      requestAnimationFrame(next);
    }
  } else {
    requestAnimationFrame(next);
  }
}
