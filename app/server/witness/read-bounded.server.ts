/** The other side may be hostile: no more is read than its answer can need. @throws RangeError when it is longer */
export async function readBounded(
  response: Response,
  mostBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body)
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > mostBytes)
        throw new RangeError(`the answer is longer than ${mostBytes} bytes`);
      chunks.push(chunk);
    }
  return new Uint8Array(Buffer.concat(chunks));
}
