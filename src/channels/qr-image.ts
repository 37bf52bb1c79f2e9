/** Modules of margin, and pixels of a module: what phones read well from a screen. */
const MARGIN = 4;
const SCALE = 6;

/** The QR code of a text as a PNG data URL, error correction level L. */
export async function qrDataUrl(text: string): Promise<string> {
  const [{ encodeQR }, { PNG }] = await Promise.all([import('qr'), import('pngjs')]);
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: MARGIN });
  const side = modules.length * SCALE;
  const image = new PNG({ width: side, height: side, colorType: 0 });
  for (let y = 0; y < side; y += 1) {
    const row = modules[Math.floor(y / SCALE)] ?? [];
    for (let x = 0; x < side; x += 1) {
      const shade = row[Math.floor(x / SCALE)] === true ? 0 : 255;
      image.data.fill(shade, (y * side + x) * 4, (y * side + x) * 4 + 3);
      image.data[(y * side + x) * 4 + 3] = 255;
    }
  }
  const bytes = PNG.sync.write(image, { colorType: 0 });
  return `data:image/png;base64,${bytes.toString('base64')}`;
}
