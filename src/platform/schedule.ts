/** Runs `task` once the current turn of the event loop, and the I/O already waiting in it, is through. */
export const defer = (task: () => void): void => {
  setImmediate(task);
};

/** Resolves in the next turn of the event loop, so a long computation lets others run. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
