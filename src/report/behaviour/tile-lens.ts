/**
 * What the mosaics do in a browser: the tile under the pointer (or chosen by arrow keys) is enlarged, of compared runs both
 * matched ones, with the unit's number, its norm, its extreme weights and the weight under the pointer. A click or Enter
 * enlarges it further, and keeps it until Escape, a second click or one elsewhere.
 * The text of this function goes into the page, so it refers to nothing outside itself.
 */

/** Runs in the page, once. */
export function tileLens(): void {
  interface Choice {
    readonly tile: number;
    /** Input under the pointer, or null. */
    readonly pixel: { readonly x: number; readonly y: number } | null;
  }
  /** Of an enlarged tile, in pixels of the window, where there is room. */
  const sides = { passing: 224, kept: 448 };

  /** Weight / scale by colour, from the colour bar, which holds every colour of the palette once. */
  const readPalette = async (mosaics: Element): Promise<Map<number, number>> => {
    const palette = new Map<number, number>();
    const strip = mosaics.parentElement?.querySelector('.colour-bar image')?.getAttribute('href');
    if (strip === undefined || strip === null) return palette;
    const image = new Image();
    image.src = strip;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = 1;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, canvas.width, 1).data ?? [];
    for (let i = 0; i < canvas.width; i++) {
      const colour = (pixels[4 * i] << 16) | (pixels[4 * i + 1] << 8) | pixels[4 * i + 2];
      palette.set(colour, (2 * i) / (canvas.width - 1) - 1);
    }
    return palette;
  };

  const enliven = async (mosaics: HTMLElement): Promise<void> => {
    const [width, height, columns] = (mosaics.dataset.tile ?? '').split(' ').map(Number);
    const scale = Number(mosaics.dataset.scale ?? NaN);
    const images = [...mosaics.querySelectorAll('img')];
    const units = images.map((image) => (image.dataset.units ?? '').split(' '));
    // Norm, least and greatest weight of each unit.
    const measures = images.map((image) => (image.dataset.measures ?? '').split(' '));
    const palette = await readPalette(mosaics);
    const lens = document.createElement('div');
    lens.className = 'lens';
    lens.hidden = true;
    lens.setAttribute('role', 'status');
    const views = images.map(() => {
      const view = document.createElement('div');
      const canvas = document.createElement('canvas');
      const text = document.createElement('p');
      const facts = document.createElement('small');
      view.append(canvas, text, facts);
      lens.append(view);
      return { view, canvas, text, facts };
    });
    mosaics.append(lens);
    const frames = images.map((image) => {
      const frame = document.createElement('div');
      frame.className = 'frame';
      frame.hidden = true;
      image.parentElement?.append(frame);
      return frame;
    });
    let chosen = -1;
    let isKept = false;

    /** Pixels of the window for a weight: all enlarged tiles fit side by side. */
    const pixelSize = (): number => {
      const room = (document.documentElement.clientWidth - 40) / images.length - 14;
      const side = Math.min(room, isKept ? sides.kept : sides.passing);
      return Math.max(1, Math.floor(side / Math.max(width, height)));
    };

    const weightText = (context: CanvasRenderingContext2D, x: number, y: number): string => {
      const [red, green, blue] = context.getImageData(x, y, 1, 1).data;
      const share = palette.get((red << 16) | (green << 8) | blue);
      if (share === undefined || Number.isNaN(scale)) return '';
      const bound = Math.abs(share) === 1 ? (share > 0 ? '≥ ' : '≤ ') : '';
      const value = String(Number((share * scale).toPrecision(2))).replace('-', '−');
      return `, W = ${bound}${value}`;
    };

    const hide = (): void => {
      isKept = false;
      lens.hidden = true;
      for (const frame of frames) frame.hidden = true;
    };

    const show = ({ tile, pixel }: Choice): void => {
      if (tile < 0 || tile >= units[0].length) {
        hide();
        return;
      }
      chosen = tile;
      lens.classList.toggle('kept', isKept);
      const left = 1 + (tile % columns) * (width + 1);
      const top = 1 + Math.floor(tile / columns) * (height + 1);
      lens.hidden = false;
      const size = pixelSize();
      images.forEach((image, i) => {
        const { view, canvas, text, facts } = views[i];
        // With the border of the canvas; longer texts are broken.
        view.style.width = `${width * size + 2}px`;
        canvas.width = width * size;
        canvas.height = height * size;
        const context = canvas.getContext('2d', { willReadFrequently: true });
        if (context === null) return;
        context.imageSmoothingEnabled = false;
        context.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
        const weight =
          pixel === null ? '' : weightText(context, (pixel.x + 0.5) * size, (pixel.y + 0.5) * size);
        const name = images.length > 1 ? `${image.dataset.name ?? ''}, ` : '';
        text.textContent = `${name}unit ${units[i][tile]}${weight}`;
        const [norm, least, most] = measures[i].slice(3 * tile, 3 * tile + 3);
        facts.textContent = `${mosaics.dataset.norm ?? ''} = ${norm}, W from ${least} to ${most}`;
        const zoom = image.clientWidth / image.naturalWidth;
        const frame = frames[i];
        frame.hidden = false;
        frame.style.left = `${image.offsetLeft + (left - 1) * zoom}px`;
        frame.style.top = `${image.offsetTop + (top - 1) * zoom}px`;
        frame.style.width = `${(width + 2) * zoom}px`;
        frame.style.height = `${(height + 2) * zoom}px`;
      });
    };

    /** Beside the tile, inside the window. */
    const place = (image: HTMLImageElement): void => {
      const frame = frames[images.indexOf(image)].getBoundingClientRect();
      const room = document.documentElement.clientWidth - lens.offsetWidth - 8;
      const right = frame.right + 14;
      const x = right <= room ? right : Math.max(8, frame.left - lens.offsetWidth - 14);
      const lowest = window.innerHeight - lens.offsetHeight - 8;
      lens.style.left = `${Math.min(x, Math.max(8, room))}px`;
      lens.style.top = `${Math.max(8, Math.min(lowest, frame.top - 20))}px`;
    };

    /** The tile and the weight under the pointer. */
    const point = (image: HTMLImageElement, event: MouseEvent): void => {
      const bounds = image.getBoundingClientRect();
      const x = ((event.clientX - bounds.left) / bounds.width) * image.naturalWidth - 1;
      const y = ((event.clientY - bounds.top) / bounds.height) * image.naturalHeight - 1;
      const column = Math.min(columns - 1, Math.max(0, Math.floor(x / (width + 1))));
      const row = Math.max(0, Math.floor(y / (height + 1)));
      const within = {
        x: Math.min(width - 1, Math.max(0, Math.floor(x - column * (width + 1)))),
        y: Math.min(height - 1, Math.max(0, Math.floor(y - row * (height + 1)))),
      };
      show({ tile: row * columns + column, pixel: within });
      if (!lens.hidden) place(image);
    };

    const keep = (image: HTMLImageElement): void => {
      isKept = true;
      show({ tile: Math.max(0, chosen), pixel: null });
      place(image);
    };

    const step = (image: HTMLImageElement, event: KeyboardEvent): void => {
      const steps = new Map([
        ['ArrowLeft', -1],
        ['ArrowRight', 1],
        ['ArrowUp', -columns],
        ['ArrowDown', columns],
      ]);
      const by = steps.get(event.key);
      if (event.key === 'Escape') hide();
      if (event.key === 'Enter') keep(image);
      if (by === undefined) return;
      event.preventDefault();
      const next = chosen < 0 ? 0 : Math.min(units[0].length - 1, Math.max(0, chosen + by));
      show({ tile: next, pixel: null });
      place(image);
    };

    for (const image of images) {
      image.tabIndex = 0;
      image.addEventListener('pointermove', (event) => {
        if (!isKept) point(image, event);
      });
      image.addEventListener('pointerleave', () => {
        if (!isKept) hide();
      });
      image.addEventListener('click', (event) => {
        const before = isKept ? chosen : -1;
        hide();
        point(image, event);
        if (chosen === before) hide();
        else if (!lens.hidden) keep(image);
      });
      image.addEventListener('blur', hide);
      image.addEventListener('keydown', (event) => step(image, event));
    }
    for (const { canvas } of views) {
      canvas.addEventListener('pointermove', ({ offsetX, offsetY }) => {
        const size = pixelSize();
        const x = Math.min(width - 1, Math.max(0, Math.floor(offsetX / size)));
        const y = Math.min(height - 1, Math.max(0, Math.floor(offsetY / size)));
        show({ tile: chosen, pixel: { x, y } });
      });
    }
    document.addEventListener('scroll', hide, { passive: true });
  };

  for (const mosaics of document.querySelectorAll<HTMLElement>('.mosaics[data-tile]')) void enliven(mosaics);
}
