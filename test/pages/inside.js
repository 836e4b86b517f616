// Runs within the page that is looked at: what a person would see there, as plain values.

/** Red, green, blue, opacity of a computed colour. */
function colour(text) {
  const [red, green, blue, opacity = 1] = text.match(/[\d.]+/g).map(Number);
  return { rgb: [red, green, blue], opacity };
}

const over = (top, under) => under.map((part, i) => top.rgb[i] * top.opacity + part * (1 - top.opacity));

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** What is behind an element's text: all backgrounds, the page's own at the bottom. */
function behind(element) {
  const chain = [];
  for (let at = element; at !== null; at = at.parentElement) chain.unshift(colour(getComputedStyle(at).backgroundColor));
  const dark =
    getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches;
  return chain.reduce((under, top) => over(top, under), dark ? [18, 18, 18] : [255, 255, 255]);
}

/** The elements with text of their own that is shown. */
function written() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() !== '' && element.checkVisibility() && !element.closest('style, svg > title, desc'))
      found.add(element);
  }
  return [...found];
}

globalThis.look = {
  /** All that is written on the page, closed parts too, without marks that nobody sees. */
  text() {
    for (const details of document.querySelectorAll('details')) details.open = true;
    // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
    return document.body.innerText.replace(/\u200b/g, '').replace(/\u00a0/g, ' ');
  },

  /** Names of all kinds of elements within the body. */
  kinds: () => [...new Set([...document.body.querySelectorAll('*')].map((element) => element.localName))].sort(),

  /** Attributes that run something, or that fetch. */
  handlers: () =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => /^on|^src|^srcset|^style$|^data$|^poster$/.test(name)),
    ),

  /** What stands out of the page to the right, each in a few words; empty when nobody must scroll sideways. */
  overflow() {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} > ${clientWidth}`, ...wide.slice(0, 5).map((one) => `${one.localName}: ${one.textContent.slice(0, 60)}`)];
  },

  /** Parts that scroll sideways on their own, so that some of them is hidden. */
  cut: () =>
    [...document.body.querySelectorAll('*')]
      .filter((one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === 'auto')
      .map((one) => one.textContent.slice(0, 60)),

  /** The first line of what a page says. */
  // biome-ignore lint/performance/useDomNodeTextContent: lines are made by the layout
  first: () => document.querySelector('main, article').innerText.trim().split('\n')[0],

  /** Texts whose contrast to what is behind them is below `least`; how many were measured. */
  pale(least) {
    const elements = written();
    const weak = elements.flatMap((element) => {
      const style = getComputedStyle(element);
      const background = behind(element);
      const ink = colour(element.closest('svg') ? style.fill : style.color);
      const seen = contrast(over(ink, background), background);
      return seen < least ? [`${seen.toFixed(1)}: ${element.textContent.trim().slice(0, 60)}`] : [];
    });
    return { measured: elements.length, weak };
  },

  /** The least contrast to a surface of a drawing that its lines and texts have, by their names. */
  contrasts(surface, parts) {
    const under = colour(getComputedStyle(document.querySelector(surface)).fill).rgb;
    const inkOf = ({ fill, stroke }) => colour(fill === 'none' ? stroke : fill).rgb;
    const least = (selector) =>
      Math.min(...[...document.querySelectorAll(selector)].map((one) => contrast(inkOf(getComputedStyle(one)), under)));
    return Object.fromEntries(Object.entries(parts).map(([name, selector]) => [name, least(selector)]));
  },

  /** Where elements are drawn, in CSS pixels from the top left of the page. */
  boxes: (selector) =>
    [...document.querySelectorAll(selector)].map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top: top + scrollY, bottom: bottom + scrollY };
    }),

  /** Width and height of the whole page. */
  size: () => ({ width: document.documentElement.clientWidth, height: document.documentElement.scrollHeight }),
};
