/**
 * Codes and names of all areas as one short text: ascending, a line each, the distance to the code before in base 36 and the
 * name; a distance of one is left out. Hong Kong, Macao and Taiwan are not offered (see app/forms/tip/areas.ts).
 * `unpackAreas` in app/browser/report/unpack-areas.ts reads it.
 * @param {{ [list: string]: Readonly<Record<string, string>> }} areaList
 * @returns {string}
 */
export function packAreas(areaList) {
  const all = Object.values(areaList).flatMap((list) => Object.entries(list));
  let before = 0;
  return all
    .map(([code, name]) => ({ code: Number(code), name }))
    .filter(({ code }) => code < 710000)
    .sort((a, b) => a.code - b.code)
    .map(({ code, name }) => {
      const distance = code - before;
      before = code;
      return distance === 1 ? name : `${distance.toString(36)} ${name}`;
    })
    .join("\n");
}
