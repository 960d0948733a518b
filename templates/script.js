'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('script');
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  // Colours. Storage is refused to files by some browsers; the choice then holds for this page view.
  const stored = (() => { try { return localStorage; } catch { return null; } })();
  const theme = $('#theme');
  const paint = (name) => { if (name) root.dataset.theme = name; else delete root.dataset.theme; };
  if (theme) {
    let known = null;
    try { known = stored && stored.getItem('scoreline-theme'); } catch { known = null; }
    if (known === 'light' || known === 'dark') { theme.value = known; paint(known); }
    theme.addEventListener('change', () => {
      paint(theme.value);
      try { if (stored) stored.setItem('scoreline-theme', theme.value); } catch { /* not kept */ }
    });
  }

  // Articles of a large batch are packed in the page and unpacked when they are asked for.
  const unpacked = new Map();
  const unpack = (article) => {
    if (!unpacked.has(article)) unpacked.set(article, inflate($(`#pack-${article}`)));
    return unpacked.get(article);
  };
  const inflate = async (element) => {
    if (!element) return null;
    const bytes = Uint8Array.from(atob(element.textContent.trim()), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const template = document.createElement('template');
    template.innerHTML = await new Response(stream).text();
    return template.content;
  };
  const viewer = $('#viewer');
  let shownArticle = 0;
  const showArticle = async (article) => {
    if (!viewer || shownArticle === article) return;
    const content = await unpack(article);
    const view = content && $('article', content);
    if (!view) return;
    viewer.replaceChildren(view.cloneNode(true));
    shownArticle = article;
  };
  const filled = new Map();
  const fillBody = (body) => {
    if (body && body.hasAttribute('data-lazy') && !filled.has(body)) filled.set(body, fill(body));
    return filled.get(body);
  };
  const fill = async (body) => {
    const content = await unpack(Number(body.closest('.finding').dataset.article) + 1);
    const found = content && $(`[data-for="${body.id}"]`, content);
    if (found) body.append(...found.cloneNode(true).childNodes);
  };

  // A link into something that is closed or packed opens it.
  const goTo = async (id) => {
    const article = /^a(\d+)(-|$)/.exec(id);
    if (viewer && article) await showArticle(Number(article[1]));
    const target = document.getElementById(id);
    if (!target) return;
    const item = target.closest('.finding');
    if (item && item.hidden) reset();
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    if (item) await fillBody(target.closest('.body'));
    (item || target).scrollIntoView({ block: 'start' });
    const focus = item ? $('summary', item) : $('h2[tabindex]', target);
    if (focus) focus.focus({ preventScroll: true });
  };
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const follow = () => { if (location.hash.length > 1) goTo(decoded(location.hash.slice(1))); };
  addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"], a[*|href^="#"]');
    // The address may be the one that is shown already, which is no change of it.
    if (link && link.getAttribute('href') === location.hash) follow();
  });

  // Findings.
  const filters = $('#filters');
  const list = $('#finding-list');
  const items = list ? $$('.finding', list) : [];
  const texts = new Map();
  const textOf = (item) => {
    // Of a finding its line and its place; what stands below them may be packed still.
    const parts = item.matches('.finding') ? $$('summary, .where-found', item) : [item];
    if (!texts.has(item)) texts.set(item, parts.map((part) => part.textContent).join(' ').toLowerCase());
    return texts.get(item);
  };
  const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = { error: 0, warning: 1, info: 2 };
  const orders = {
    place: (a, b) => a.dataset.number - b.dataset.number,
    severity: (a, b) => rank[a.dataset.severity] - rank[b.dataset.severity] || orders.place(a, b),
    rule: (a, b) => a.dataset.code.localeCompare(b.dataset.code) || orders.place(a, b),
    message: (a, b) => $('.message', a).textContent.localeCompare($('.message', b).textContent) || orders.place(a, b),
  };
  let order = 'place';
  const filter = () => {
    const data = new FormData(filters);
    const severities = new Set(data.getAll('severity'));
    const [rule, article] = [data.get('rule'), data.get('article')];
    const words = wordsOf(data.get('text') || '');
    let shown = 0;
    for (const item of items) {
      const of = item.dataset;
      const fits = severities.has(of.severity) && (!rule || of.code === rule) && (!article || of.article === article)
        && words.every((word) => textOf(item).includes(word));
      item.hidden = !fits;
      if (fits) shown += 1;
    }
    filters.elements.shown.value = `${shown} of ${items.length}`;
    if (data.get('sort') !== order) {
      order = data.get('sort');
      list.append(...items.sort(orders[order]));
    }
  };
  const reset = () => { filters.reset(); filter(); };
  if (filters) {
    filters.addEventListener('input', filter);
    filters.addEventListener('submit', (event) => event.preventDefault());
    filters.addEventListener('reset', () => setTimeout(filter));
    // A browser keeps what was chosen before the page was loaded again.
    filter();
    list.addEventListener('toggle', (event) => { if (event.target.open) fillBody($('.body', event.target)); }, true);
    list.addEventListener('click', (event) => {
      if (event.target.closest('.copy')) copyDiff(event.target.closest('.finding'));
    });
    for (const row of $$('table.counts tr[data-code]')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'show';
      button.setAttribute('aria-label', `Show findings of ${row.dataset.code}`);
      button.addEventListener('click', () => {
        reset();
        filters.elements.rule.value = row.dataset.code;
        filter();
        filters.scrollIntoView({ block: 'start' });
      });
      row.lastElementChild.append(button);
    }
  }
  const copyDiff = async (item) => {
    await fillBody(item && $('.body', item));
    const diff = item && $('.diff', item);
    if (!diff) return;
    // Whoever copies by a key sees what, and that it is done.
    $('details', item).open = true;
    const button = $('.copy', item);
    let done = true;
    try {
      await navigator.clipboard.writeText(diff.textContent);
    } catch {
      getSelection().selectAllChildren(diff);
      done = document.execCommand('copy');
    }
    button.textContent = done ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy diff'; }, 2000);
  };

  // Keys work while the focus is among the findings, so that they are in nobody's way.
  const section = $('#findings');
  const step = (by) => {
    const visible = $$('.finding', list).filter((item) => !item.hidden);
    const now = visible.indexOf(document.activeElement.closest('.finding'));
    const next = visible[Math.min(Math.max(now + by, 0), visible.length - 1)];
    if (next) { $('summary', next).focus(); next.scrollIntoView({ block: 'nearest' }); }
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    c: () => copyDiff(document.activeElement.closest('.finding')),
    '/': () => filters.elements.text.focus(),
  };
  if (section && filters) {
    section.addEventListener('keydown', (event) => {
      const isTyping = event.target.matches('input:not([type=checkbox]), select, textarea');
      if (isTyping && event.key === 'Escape') { event.target.blur(); step(0); }
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
  }

  // The index of articles.
  const index = $('#index');
  const indexFilters = $('#index-filters');
  if (index && indexFilters) {
    const rows = $$('tr.row', index);
    const groups = $$('tbody', index);
    const narrow = () => {
      const data = new FormData(indexFilters);
      const words = wordsOf(data.get('text') || '');
      let shown = 0;
      for (const row of rows) {
        const fits = (!data.get('disputed') || row.dataset.disputed !== '0') && words.every((word) => textOf(row).includes(word));
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      for (const group of groups) group.hidden = $$('tr.row', group).every((row) => row.hidden);
      indexFilters.elements.shown.value = `${shown} of ${rows.length}`;
    };
    indexFilters.addEventListener('input', narrow);
    indexFilters.addEventListener('submit', (event) => event.preventDefault());
    const places = rows.map((row) => [row, row.parentElement]);
    const restore = () => {
      for (const head of $$('th[data-sort]', index)) { head.removeAttribute('aria-sort'); delete head.dataset.up; }
      for (const [row, group] of places) group.append(row);
      for (const row of $$('tr.group', index)) row.hidden = false;
    };
    indexFilters.addEventListener('reset', () => setTimeout(() => { restore(); narrow(); }));
    narrow();
    $$('th[data-sort]', index).forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'descending';
        for (const other of $$('th[data-sort]', index)) other.removeAttribute('aria-sort');
        const ascending = head.dataset.sort === 'text' ? head.dataset.up !== 'yes' : down;
        head.dataset.up = ascending ? 'yes' : 'no';
        head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
        const value = (row) => row.cells[column].textContent.trim();
        const compare = head.dataset.sort === 'text'
          ? (a, b) => value(a).localeCompare(value(b))
          : (a, b) => value(a) - value(b);
        rows.sort((a, b) => (ascending ? compare(a, b) : compare(b, a)));
        // In an order of its own the index has no groups.
        for (const row of $$('tr.group', index)) row.hidden = true;
        groups[0].append(...rows);
        narrow();
      });
    });
  }

  addEventListener('beforeprint', () => $$('details').forEach((details) => { details.dataset.was = details.open; details.open = true; }));
  addEventListener('afterprint', () => $$('details').forEach((details) => { details.open = details.dataset.was === 'true'; }));
  follow();
})();
