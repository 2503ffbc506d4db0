/**
 * The object with these keys inside what a page's loaders returned: at the top or one level below, wherever the page
 * keeps it.
 * @throws Error when it is not there
 */
export function shapeIn<Shape>(
  data: Readonly<Record<string, unknown>>,
  keys: readonly (keyof Shape & string)[] | readonly string[],
): Shape {
  for (const candidate of [data, ...Object.values(data)])
    if (
      typeof candidate === "object" &&
      candidate !== null &&
      keys.every((key) => key in candidate)
    )
      return candidate as Shape;
  throw new Error(`the page has no ${keys.join(", ")}`);
}
