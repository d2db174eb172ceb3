import jsQR from "jsqr";

/** Paints modules with a quiet zone and reads them with an independent reader. */
export function readQr(modules: readonly (readonly boolean[])[]): string | undefined {
  const scale = 4;
  const across = (modules.length + 8) * scale;
  const pixels = new Uint8ClampedArray(across * across * 4).fill(255);
  for (let y = 0; y < across; y += 1) {
    for (let x = 0; x < across; x += 1) {
      if (modules[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4])
        pixels.fill(0, (y * across + x) * 4, (y * across + x) * 4 + 3);
    }
  }
  return jsQR.default(pixels, across, across)?.data;
}

/** The modules of a code drawn as rectangles, from its area and the height of its first rectangle. */
export function modulesOf(rectangles: readonly (readonly number[])[]): readonly (readonly boolean[])[] {
  const unit = rectangles[0]?.[3] ?? 1;
  const left = Math.min(...rectangles.map(([x = 0]) => x));
  const top = Math.min(...rectangles.map(([, y = 0]) => y));
  const across = Math.round((Math.max(...rectangles.map(([x = 0, , width = 0]) => x + width)) - left) / unit);
  const modules = Array.from({ length: across }, () => Array.from({ length: across }, () => false));
  for (const [x = 0, y = 0, width = 0] of rectangles) {
    const from = Math.round((x - left) / unit);
    modules[Math.round((y - top) / unit)]?.fill(true, from, from + Math.round(width / unit));
  }
  return modules;
}
