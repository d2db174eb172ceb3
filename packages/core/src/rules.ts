import type { Context } from "./decider.js";
import { CoreError } from "./errors.js";

/** One rule for each type of command: the law of a decider as a table. */
export type CommandRules<State, Command extends { readonly type: string }, Result> = {
  readonly [Type in Command["type"]]: (
    state: State,
    command: Command & { readonly type: Type },
    context: Context,
  ) => Result;
};

/**
 * Applies the rule of a command. A type that has no rule, perhaps from a newer caller, is refused by name and never
 * taken for another.
 *
 * @throws CoreError `core/unknown-command`, with the types that are known; whatever the rule throws.
 */
export function applyRule<State, Command extends { readonly type: string }, Result>(
  rules: CommandRules<State, Command, Result>,
  state: State,
  command: Command,
  context: Context,
): Result {
  if (!Object.hasOwn(rules, command.type)) {
    throw new CoreError("core/unknown-command", { details: { known: Object.keys(rules) } });
  }
  const rule = rules[command.type as Command["type"]];
  return rule(state, command, context);
}
