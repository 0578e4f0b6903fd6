/** Numbers from 0 that are joined pair by pair into groups (union-find). */
export class JoinedGroups {
  private readonly parents: Int32Array;

  constructor(count: number) {
    this.parents = Int32Array.from({ length: count }, (_, index) => index);
  }

  /** The smallest number of a number's group. */
  first(number: number): number {
    let root = number;
    while (this.parents[root] !== root) {
      this.parents[root] = this.parents[this.parents[root]!]!;
      root = this.parents[root]!;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [first, other] = [this.first(a), this.first(b)];
    this.parents[Math.max(first, other)] = Math.min(first, other);
  }

  /** Groups of two at least, in the order of their first numbers; numbers ascend. */
  get groups(): number[][] {
    const byFirst = new Map<number, number[]>();
    this.parents.forEach((_, number) => {
      const first = this.first(number);
      const members = byFirst.get(first);
      if (members === undefined) byFirst.set(first, [number]);
      else members.push(number);
    });
    return [...byFirst.values()].filter((members) => members.length > 1);
  }
}
