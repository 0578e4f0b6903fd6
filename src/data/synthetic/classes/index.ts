import { bird } from './bird';
import { butterfly } from './butterfly';
import { car } from './car';
import { fish } from './fish';
import { house } from './house';
import { mug } from './mug';
import { mushroom } from './mushroom';
import type { ObjectClass } from './objectClass';
import { tree } from './tree';

/** The classes of the built-in scenes; a label is an index into this list, a mask's class is that plus one. */
export const OBJECT_CLASSES: readonly ObjectClass[] = [
  bird,
  butterfly,
  car,
  fish,
  house,
  mug,
  mushroom,
  tree,
];
