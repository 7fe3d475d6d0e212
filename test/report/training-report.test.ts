import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode } from 'fast-png';
import { renderTrainingReport } from '../../src/report/training-report.ts';
import { sampleReport, sampleRun } from './sample-report.ts';

const voidTags = new Set(['meta', 'img', 'link', 'br']);

/** Tags that are opened and not closed, or closed and not opened, in order. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const body = withoutScript(html)
    .replace(/<style>[^<]*<\/style>/g, '')
    .replace('<!DOCTYPE html>', '');
  for (const [, close, name, selfClosed] of body.matchAll(/<(\/?)([a-zA-Z][\w-]*)[^>]*?(\/?)>/g)) {
    if (voidTags.has(name) || selfClosed === '/') continue;
    if (close === '') open.push(name);
    else if (open.at(-1) === name) open.pop();
    else wrong.push(`/${name}`);
  }
  return [...wrong, ...open];
}

/** The document without its own script, which its policy names. */
function withoutScript(html: string): string {
  const parts = html.split(/<script>.*?<\/script>/s);
  expect(parts).toHaveLength(2);
  return parts.join('');
}

/** The document without its own script and the bytes of its pictures, in which any letters may occur. */
function text(html: string): string {
  return withoutScript(html).replace(/data:image\/png;base64,[A-Za-z0-9+/=]+/g, 'data:');
}

function occurrences(html: string, pattern: RegExp): string[] {
  return text(html).match(pattern) ?? [];
}

function pictures(html: string): Buffer[] {
  return [...html.matchAll(/<img [^>]*src="data:image\/png;base64,([^"]+)"/g)].map((match) =>
    Buffer.from(match[1], 'base64'),
  );
}

describe('the report of a training run', () => {
  const html = renderTrainingReport(sampleReport());

  it('is one balanced HTML document', () => {
    expect(html.startsWith('<!DOCTYPE html>')).toBe(true);
    expect(unbalanced(html)).toEqual([]);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has numbers everywhere, no NaN and no undefined', () => {
    expect(occurrences(html, /NaN|undefined|Infinity|\[object/g)).toEqual([]);
  });

  it('shows the mosaics of both runs and the sheet of inputs as decodable pictures', () => {
    const sizes = pictures(html)
      .map((png) => decode(png, { checkCrc: true }))
      .map(({ width, height }) => [width, height]);
    // Two classes × four examples of 4 × 3; twice six units as 2 × 3 tiles of 4 × 3.
    expect(sizes).toEqual([
      [21, 9],
      [16, 9],
      [16, 9],
    ]);
  });

  it('shows units of the second run at the place of those they are matched with', () => {
    const weights = sampleRun('exact').weights;
    const reversed = new Float32Array(weights.length);
    for (let mu = 0; mu < 6; mu++) reversed.set(weights.subarray(12 * mu, 12 * mu + 12), 12 * (5 - mu));
    const second = { ...sampleRun('ranking'), weights: reversed };
    const [, left, right] = pictures(
      renderTrainingReport(sampleReport({ runs: [sampleRun('exact'), second] })),
    );
    expect(right.equals(left)).toBe(true);
    const [, , other] = pictures(html);
    expect(other.equals(left)).toBe(false);
  });

  it.each([
    '7.12%',
    '8.45%',
    '11.5 s',
    '2.25 s',
    '5 of 6',
    '3.14',
    '61.3%',
    '0.83',
    'seed 77',
    '1,234 examples',
  ])('states %s', (number) => {
    expect(html).toContain(number);
  });

  it('states the command and the whole configuration', () => {
    const command = /<code>(.*?)<\/code>/s.exec(html)?.[1] ?? '';
    expect(command.replace(/<[^>]*>/g, '')).toBe('competing-units train --compare');
    expect(html).toContain('<dt>inhibition</dt><dd>0.95</dd>');
  });

  it('draws each curve', () => {
    for (const id of [
      'learners',
      'largest-current',
      'dead-units',
      'norm-deviation',
      'norms',
      'weight-distribution',
    ]) {
      const figure = new RegExp(`<figure id="${id}">.*?</figure>`, 's').exec(html)?.[0] ?? '';
      expect(figure).toMatch(/<path d="M[\d.]+ [\d.]+/);
      expect(figure).toMatch(/<figcaption><strong>[^<]+<\/strong> .{60,}/s);
    }
    expect(html).toContain('h* = 0.15');
  });

  it('shows a single run, without labels, without a shape, with one epoch', () => {
    const single = renderTrainingReport(
      sampleReport({
        runs: [sampleRun('ranking', { epochCount: 1 })],
        comparison: null,
        data: {
          name: 'vectors',
          shape: null,
          examples: { values: new Float32Array(36), inputs: 12, divisor: 1, labels: null },
        },
      }),
    );
    expect(unbalanced(single)).toEqual([]);
    expect(occurrences(single, /NaN|undefined|Infinity/g)).toEqual([]);
    expect(pictures(single)).toHaveLength(2);
    expect(single).not.toContain('same winner');
  });

  it('leaves the sheet out when there are no examples', () => {
    const without = renderTrainingReport(
      sampleReport({ data: { name: 'sample', shape: null, examples: null } }),
    );
    expect(pictures(without)).toHaveLength(2);
  });

  it('draws a run whose weights are not finite', () => {
    const broken = { ...sampleRun('exact'), weights: new Float32Array(72).fill(NaN) };
    const html = renderTrainingReport(sampleReport({ runs: [broken, sampleRun('ranking')] }));
    expect(occurrences(html, /NaN/g)).toEqual([]);
    expect(html).toContain('Beyond the axis: 72 (exact)');
  });
});

describe('the report as a file to be opened without fear', () => {
  it('forbids every request, script and style but its own, whose hash it states', () => {
    const html = renderTrainingReport(sampleReport());
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(html)?.[1] ?? '';
    const style = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const script = /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    const scriptHash = createHash('sha256').update(script).digest('base64');
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      'img-src data:',
      `style-src 'sha256-${hash}'`,
      `script-src 'sha256-${scriptHash}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'));
    expect(occurrences(html, /<style/g)).toHaveLength(1);
  });

  it('refers to nothing outside itself', () => {
    const html = renderTrainingReport(sampleReport());
    expect(occurrences(html, /https?:|\/\/[a-z]/gi)).toEqual([]);
    const script = /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(script.match(/https?:|\beval\b|\bFunction\(|\bimport\b|fetch|XMLHttp|innerHTML/g)).toBeNull();
    expect(occurrences(html, /<(script|link|iframe|object|embed|base|form)\b/gi)).toEqual([]);
    expect(occurrences(html, /\son\w+=|\sstyle=|javascript:|@import|url\(/gi)).toEqual([]);
    for (const [, target] of html.matchAll(/\s(?:src|href)="([^"]*)"/g)) {
      expect(target).toMatch(/^data:image\/png;base64,[A-Za-z0-9+/=]+$/);
    }
  });

  it('shows hostile strings as text, wherever they stand', () => {
    const hostile = `</title></style></code><script>alert('1')</script><img src=x onerror="alert(1)">' " & \u0000`;
    const plain = sampleRun('exact');
    const html = renderTrainingReport(
      sampleReport({
        title: hostile,
        command: hostile,
        config: { [hostile]: hostile, nested: { [hostile]: [hostile] } },
        data: { ...sampleReport().data, name: hostile },
        runs: [{ ...plain, summary: { ...plain.summary, run: hostile } }, sampleRun('ranking')],
        warnings: [hostile],
      }),
    );
    expect(occurrences(html, /<script|onerror="/g)).toEqual([]);
    expect(html).not.toContain('\u0000');
    expect(occurrences(html, /<title>[^<]*<\/title>\n<style>[^<]*<\/style>/g)).toHaveLength(1);
    expect(occurrences(html, /<\/style>/g)).toHaveLength(1);
    expect(occurrences(html, /<img /g)).toHaveLength(3);
    expect(unbalanced(html)).toEqual([]);
    expect(html).toContain('&lt;/title&gt;&lt;/style&gt;&lt;/code&gt;&lt;script&gt;alert(&#39;1&#39;)');
  });

  it('stays under 5 MB for two layers of 2,000 units on 784 inputs', () => {
    const size = { hidden: 2000, inputs: 784 };
    const base = sampleReport();
    const html = renderTrainingReport(
      sampleReport({
        runs: [sampleRun('exact', size), sampleRun('ranking', size)],
        data: {
          name: 'large',
          shape: { height: 28, width: 28, channels: 1 },
          examples: {
            values: Uint8Array.from({ length: 784 * 400 }, (_, i) => (i * i) % 256),
            inputs: 784,
            divisor: 255,
            labels: Array.from({ length: 400 }, (_, n) => n % 10),
          },
        },
        comparison:
          base.comparison === null
            ? null
            : { ...base.comparison, match: Array.from({ length: 2000 }, (_, mu) => 1999 - mu) },
      }),
    );
    // Uniform noise, the worst case for the compression of the pictures.
    expect(html.length).toBeLessThan(5e6);
    expect(pictures(html).map((png) => decode(png).width)).toEqual([465, 291, 291, 987, 987]);
    expect(html).toContain('100 of the 2,000 hidden units');
    expect(html).toContain('1,020 of the 2,000 hidden units');
  });
});
