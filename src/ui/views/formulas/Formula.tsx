import katex from 'katex';
import 'katex/dist/katex.min.css';
import { useLayoutEffect, useRef } from 'react';
import { light, useLit } from '../../store/lit';
import { KATEX_OPTIONS } from './katexOptions';
import classes from './formula.module.css';

/** A formula in TeX, with MathML for who does not see it; its knobs' symbols light up the knobs, and are lit by them. */
export function Formula({ tex }: { readonly tex: string }) {
  const element = useRef<HTMLDivElement>(null);
  const lit = useLit();
  useLayoutEffect(() => {
    katex.render(tex, element.current!, KATEX_OPTIONS);
  }, [tex]);
  useLayoutEffect(() => {
    for (const node of element.current!.querySelectorAll<HTMLElement>('[data-symbol]')) {
      node.toggleAttribute('data-lit', node.dataset.symbol === lit);
    }
  }, [tex, lit]);
  return (
    <div
      ref={element}
      className={classes.formula}
      onMouseOver={({ target }) =>
        light((target as Element).closest<HTMLElement>('[data-symbol]')?.dataset.symbol ?? null)
      }
      onMouseLeave={() => light(null)}
    />
  );
}
