/**
 * What the compiler checks of a form written in TypeScript. Tail-recursive, so that a form may have hundreds of pages.
 */

/** The values that an answer to a question can be compared with. */
type ComparandOf<Q> = Q extends {
  readonly type: "radios";
  readonly options: readonly { readonly value: infer V }[];
}
  ? V
  : Q extends { readonly type: "yes-no" }
    ? boolean
    : Q extends { readonly type: "address" }
      ? never
      : string;

type ValuesOf<C> = C extends { readonly value: readonly (infer V)[] }
  ? V
  : C extends { readonly value: infer V }
    ? V
    : never;

type BadClause<Id extends string, C, Earlier> =
  Extract<Earlier, { readonly id: Id }> extends infer Q
    ? [Q] extends [never]
      ? `no earlier question has the id ${Id}`
      : ValuesOf<C> extends ComparandOf<Q>
        ? never
        : `the value could never be the answer to ${Id}`
    : never;

type BadCondition<C, Earlier> = C extends { readonly question: infer Id extends string }
  ? BadClause<Id, C, Earlier>
  : C extends { readonly all: readonly (infer Part)[] } | { readonly any: readonly (infer Part)[] }
    ? BadCondition<Part, Earlier>
    : C extends { readonly not: infer Part }
      ? BadCondition<Part, Earlier>
      : never;

type BadWhen<Asked, Earlier> = Asked extends { readonly when: infer C } ? BadCondition<C, Earlier> : never;

type BadQuestions<Questions, Earlier, Bad = never> = Questions extends readonly [infer First, ...infer Rest]
  ? BadQuestions<Rest, Earlier | First, Bad | BadWhen<First, Earlier>>
  : Bad;

type BadPages<Pages, Earlier = never, Bad = never> = Pages extends readonly [infer First, ...infer Rest]
  ? First extends { readonly questions: infer Questions extends readonly unknown[] }
    ? BadPages<
        Rest,
        Earlier | Questions[number],
        Bad | BadWhen<First, Earlier> | BadQuestions<Questions, Earlier>
      >
    : never
  : Bad;

/**
 * Refuses at compile time a condition that names no earlier question or a value that could never be its answer: the
 * definition is then asked for a member whose type says what is wrong. A definition whose literals are not known to the
 * compiler passes here and is checked when it runs.
 */
export type Checked<Definition> = Definition extends { readonly pages: infer Pages }
  ? [BadPages<Pages>] extends [never]
    ? unknown
    : { readonly "~mistake": BadPages<Pages> }
  : unknown;
