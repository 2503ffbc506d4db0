import { encodeQR } from "qr";
import { keyWords } from "#app/content/staff-keys";
import { fill } from "#app/content/words";
import { usePageLanguage } from "../page-language";
import type { Ceremony } from "./ceremony";
import { Digits } from "./digits";

/** One custodian's sheet, for paper only: what is needed to recover, and nothing else. */
export function RecoverySheet({
  ceremony,
  index,
}: {
  readonly ceremony: Ceremony;
  readonly index: number;
}) {
  const words = keyWords[usePageLanguage().language];
  const { sheets, threshold, recipient, day } = ceremony;
  const { rows } = sheets.find((sheet) => sheet.index === index)!;
  return (
    <section className="sheet recovery-sheet" data-sheet={index}>
      <h1>{words.sheetTitle}</h1>
      <p className="recovery-sheet__number">
        {fill(words.sheetNumber, { index, shares: sheets.length, threshold })}
      </p>
      <table className="recovery-sheet__rows">
        <tbody>
          {rows.map((row, number) => (
            <tr key={number}>
              <th scope="row">{fill(words.sheetRow, { row: number + 1 })}</th>
              <td>{row}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Qr text={rows.join("").replaceAll(" ", "")} />
      <p>
        {words.sheetDigits} <Digits recipient={recipient} />
      </p>
      <p>
        {words.sheetDay} {day}
      </p>
    </section>
  );
}

/** For a scanner that types; beside the text and not instead of it. */
function Qr({ text }: { readonly text: string }) {
  const cells = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const path = cells
    .flatMap((row, y) =>
      row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")),
    )
    .join("");
  return (
    <svg
      className="recovery-sheet__qr"
      viewBox={`0 0 ${cells.length} ${cells.length}`}
      shapeRendering="crispEdges"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
