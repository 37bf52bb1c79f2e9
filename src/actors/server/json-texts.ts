/** The JSON text of a payload. */
export type JsonText = (payload: object) => string;

/**
 * Serialises payloads. One that is frozen says by this that it will never change, so its text is kept as long as it
 * lives: snapshots like `health` are asked for far more often than they are made.
 */
export function createJsonTexts(): JsonText {
  const texts = new WeakMap<object, string>();
  return (payload) => {
    if (!Object.isFrozen(payload)) return JSON.stringify(payload);
    const known = texts.get(payload);
    if (known !== undefined) return known;
    const text = JSON.stringify(payload);
    texts.set(payload, text);
    return text;
  };
}
