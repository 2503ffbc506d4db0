import { expect, test } from "vitest";
import { fillForm, parseForms, visibleText } from "./html-form";

const page = `<!DOCTYPE html><html><head><title>x</title><style>form{}</style></head><body>
<form method="get" action="/zh"><input name="q"/></form>
<!-- <form method="post"><input name="never"></form> -->
<form method="post" enctype="multipart/form-data">
<input type="hidden" name="answers" value="a &amp; &lt;b&gt; &quot;c&quot; &#x27;d&#39; &#128512;
next"/>
<label>Kind <input type="radio" name="kind" value="HOS" checked=""/></label><input type=radio name=kind value=PHA>
<input type="checkbox" name="code" value="A"/><input type="checkbox" name="code" value="B"/>
<select name="city"><option value="">-</option><option value="370100" selected="">Jinan</option></select>
<textarea name="what">
 first &lt;/textarea&gt; </textarea>
<input type="file" name="file" multiple=""/>
<input name="off" value="1" disabled=""/>
<button name="go" value="next" type="submit">on</button></form></body></html>`;

test("reads controls as a browser does", () => {
  const forms = parseForms(page);
  expect(forms).toHaveLength(2);
  const form = forms[1]!;
  expect(form).toMatchObject({
    action: null,
    method: "post",
    enctype: "multipart/form-data",
  });
  expect(form.controls.map((control) => control.name)).toEqual([
    "answers",
    "kind",
    "kind",
    "code",
    "code",
    "city",
    "what",
    "file",
    "go",
  ]);
  expect(form.controls[0]!.value).toBe(`a & <b> "c" 'd' 😀\nnext`);
  expect(form.controls.find((control) => control.name === "what")!.value).toBe(
    " first </textarea> ",
  );
});

test("fills in what a person can fill in, leaves hidden fields alone and sends CRLF", () => {
  const form = parseForms(page)[1]!;
  expect(
    fillForm(
      form,
      {
        kind: "PHA",
        code: ["B"],
        what: "一\n二\r\n三",
        answers: "overwritten",
      },
      { name: "go", value: "next" },
    ),
  ).toEqual([
    ["answers", `a & <b> "c" 'd' 😀\r\nnext`],
    ["kind", "PHA"],
    ["code", "B"],
    ["city", "370100"],
    ["what", "一\r\n二\r\n三"],
    ["go", "next"],
  ]);
  expect(() => fillForm(form, { kind: "XXX" })).toThrow("no choice XXX");
});

test("visible text leaves scripts, styles and tags out", () => {
  expect(visibleText("<style>a{}</style><p>1 &lt; 2</p>\n<p>ok</p>")).toBe(
    "1 < 2 ok",
  );
});
