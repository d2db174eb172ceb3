import type { Driver } from "./driver.js";

/** A driver that closes once, and after that says so itself, whatever its database would say. */
export function closable(driver: Driver): Driver {
  let closing: Promise<void> | undefined;
  const whileOpen = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (closing) throw new TypeError("The store was closed.");
    return work();
  };
  return {
    query: (statement, values) => whileOpen(() => driver.query(statement, values)),
    transaction: (run) => whileOpen(() => driver.transaction(run)),
    close() {
      closing ??= driver.close();
      return closing;
    },
  };
}
