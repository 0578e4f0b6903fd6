/** A picture that was taken, of a class. */
export interface Shot {
  readonly id: number;
  readonly className: string;
  readonly picture: Blob;
  /** Address of the picture on the page; whoever drops the shot gives it back. */
  readonly address: string;
}

/** Pictures that one dialog takes at most: they are in memory until they are used. */
export const MOST_SHOTS = 5000;
export const LONGEST_CLASS = 60;

/** Classes with their pictures, in the order in which the first ones were taken. */
export function shotsByClass(shots: readonly Shot[]): readonly (readonly [string, readonly Shot[]])[] {
  const classes = new Map<string, Shot[]>();
  for (const shot of shots) {
    const own = classes.get(shot.className) ?? [];
    own.push(shot);
    classes.set(shot.className, own);
  }
  return [...classes];
}

/** A text as the name of a folder: it names no other folder, and is not hidden. */
export function classNameOf(text: string): string {
  const name = text
    .replaceAll(/[/\\\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^[.\s]+/, '')
    .slice(0, LONGEST_CLASS)
    .trim();
  return name === '' ? 'class' : name;
}

/** The pictures as files named `CLASS/0001.jpg`. */
export function shotFiles(shots: readonly Shot[]): File[] {
  return shotsByClass(shots).flatMap(([className, own]) =>
    own.map(({ picture }, index) => {
      const number = String(index + 1).padStart(4, '0');
      return new File([picture], `${className}/${number}.jpg`, { type: 'image/jpeg' });
    }),
  );
}
