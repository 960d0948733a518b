// Looks at reports in a real browser, as a reader does. `tests/report.rs` makes the folder and starts this; it is given as
// the argument; a second one names the reports to look at. playwright-core and axe-core are found by NODE_PATH, Chromium by CHROMIUM.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const axe = require('axe-core');

const folder = process.argv[2];
const address = (name) => pathToFileURL(path.join(folder, name)).href;
const json = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const lines = (name) => fs.readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/** Opens a page; whatever it says, throws or asks the network for is a complaint. */
async function open(browser, name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  // A machine that does other work besides is slow, not wrong.
  page.setDefaultTimeout(180_000);
  const complaints = [];
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = url.startsWith('file:') && url.split('#')[0].endsWith('.html');
    if (!isOwn && !url.startsWith('data:')) complaints.push(`request: ${url}`);
  });
  await page.goto(address(name.split('#')[0]) + (name.includes('#') ? `#${name.split('#')[1]}` : ''));
  return { page, complaints, close: async () => { await context.close(); assert.deepEqual(complaints, [], name); } };
}

/** What a page shows of its articles, read from the page alone. */
const shown = (page) => page.evaluate(() => {
  const all = (selector, within) => Array.from(within.querySelectorAll(selector));
  const text = (element) => (element ? element.textContent.trim() : null);
  // A chip beside a number is no part of it.
  const number = (cell) => { const copy = cell.cloneNode(true); all('.chip, .quiet', copy).forEach((chip) => chip.remove()); return copy.textContent.trim(); };
  const team = (element) => text(element.querySelector('.team'));
  return {
    totals: Object.fromEntries(all('.top .tally li', document).map((item) => [item.textContent.replace(/[\d,]/g, '').trim(), Number(text(item.querySelector('b')).replaceAll(',', ''))])),
    findings: all('.finding', document).map((item) => ({ code: item.dataset.code, severity: item.dataset.severity, message: text(item.querySelector('.message')) })),
    rules: all('table.counts tr[data-code]', document).map((row) => ({ code: row.dataset.code, count: Number(text(row.querySelector('[data-count]'))), severity: row.querySelector('[data-count]').dataset.count })),
    articles: all('main article', document).map((article) => ({
      matches: all('.match', article).map((match) => ({
        id: match.dataset.record,
        home: team(match.querySelector('.home')),
        away: team(match.querySelector('.away')),
        score: text(match.querySelector('.score b')),
        date: match.querySelector('time.day')?.dateTime ?? null,
        utc: match.querySelector('time.utc')?.dateTime ?? null,
        local: text(match.querySelector('.local')),
        venue: text(match.querySelector('.venue')),
        goals: all('.goals li', match).length,
        kicks: all('.shootout li', match).length,
        shootout: text(match.querySelector('.kicks')),
        reports: all('.sources a[target]', match).length,
        disputed: match.classList.contains('disputed'),
        boxes: Object.entries({ date: 'time.day', score: '.score b', shootout: '.kicks' }).filter(([, part]) => match.querySelector(`${part}.disputed`)).map(([name]) => name),
        summary: text(match.querySelector('.dispute summary .quiet')),
        claims: all('.claims tbody tr', match).length,
        quotes: all('.quote mark', match).length,
      })),
      ties: all('.tie', article).map((tie) => ({
        id: tie.dataset.record,
        teams: ['.home', '.away'].map((side) => team(tie.querySelector(side))),
        score: text(tie.querySelector('td.score')),
        winners: all('.home, .away', tie.rows[0]).map((cell) => Boolean(cell.querySelector('.won'))),
        legs: all('td.score', tie.rows[0]).slice(1).map(text),
        disputed: tie.classList.contains('disputed'),
        claims: all('.claims tbody tr', tie).length,
      })),
      tables: all('table.standings', article).map((table) => all('tbody tr', table).map((row) => ({
        team: text(row.querySelector('th bdi')), numbers: Array.from(row.cells).slice(2, 10).map(number),
      }))),
      matrices: all('table.matrix', article).map((table) => all('tbody td:not(.self)', table).filter((cell) => number(cell)).length),
      brackets: all('svg.bracket', article).map((bracket) => ({
        names: all('.name', bracket).map(text).filter(Boolean),
        titles: all('text.round', bracket).map(text),
        meetings: all('.meeting', bracket).length,
        lines: all('.lead', bracket).length,
        arrows: all('.arrow', bracket).length,
      })),
      scorers: all('table.scorers', article).flatMap((table) => all('tbody tr', table).map((row) => number(row.cells[row.cells.length - 1]))),
      scorerHeads: all('table.scorers thead tr', article).map((row) => Array.from(row.cells, text)),
      wrongTotals: all('table.scorers td:last-child .chip', article).map((chip) => chip.textContent.trim().slice(-6)),
      days: all('svg.timeline .dot', article).length,
      facts: all('dl.facts dt', article).length,
    })),
  };
});

const pair = (score) => (score ? score.join('–') : null);
const signed = (number) => (number > 0 ? `+${number}` : String(number).replace('-', '−'));
const cell = (value) => (value === null ? '' : String(value).replace('-', '−'));

/** Compares what a page shows with what `extract` and `check` write. */
function compare(view, articles, findings) {
  const count = (list) => new Set(list).size;
  const disputed = (article) => [...article.matches, ...article.ties].filter((entry) => entry.disputed).map((entry) => entry.id);
  const severity = (name) => findings.filter((finding) => finding.severity === name).length;
  const total = (one, several) => view.totals[one] ?? view.totals[several];
  assert.equal(total('article', 'articles'), articles.length);
  assert.equal(total('match', 'matches'), count(articles.flatMap((article) => article.matches.map((entry) => entry.id))));
  assert.equal(total('tie', 'ties'), count(articles.flatMap((article) => article.ties.map((tie) => tie.id))));
  assert.equal(view.totals['≠ disputed'], count(articles.flatMap(disputed)));
  assert.equal(total('error', 'errors'), severity('error'));
  assert.equal(total('warning', 'warnings'), severity('warning'));
  assert.equal(view.totals.info, severity('info'));
  assert.deepEqual(view.findings, findings.map(({ code, severity, message }) => ({ code, severity, message: message.trim() })));
  for (const rule of view.rules) {
    const same = findings.filter((finding) => finding.code === rule.code && finding.severity === rule.severity);
    assert.equal(rule.count, same.length, rule.code);
  }
  assert.equal(view.rules.reduce((sum, rule) => sum + rule.count, 0), findings.length);
  const chips = (code) => view.articles.flatMap((article) => article.wrongTotals).filter((chip) => chip === code).length;
  assert.equal(chips('SCR001'), findings.filter((finding) => finding.code === 'SCR001').length);
  assert.equal(view.articles.length, articles.length);
  articles.forEach((article, index) => compareArticle(view.articles[index], article));
}

function compareArticle(view, article) {
  const byId = new Map(article.matches.map((entry) => [entry.id, entry]));
  assert.equal(view.matches.length, article.matches.length);
  for (const match of view.matches) {
    const entry = byId.get(match.id);
    assert.ok(entry, match.id);
    assert.equal(match.home, entry.home ? entry.home.name : '?', match.id);
    assert.equal(match.away, entry.away ? entry.away.name : '?', match.id);
    assert.equal(match.score, entry.score ? `${entry.score.home}–${entry.score.away}` : 'v', match.id);
    assert.equal(match.date, entry.date, match.id);
    assert.equal(match.utc, entry.kickoff?.utc ?? null, match.id);
    assert.equal(match.local !== null, entry.kickoff !== null, match.id);
    assert.equal(match.goals, entry.goals.length, match.id);
    assert.equal(match.kicks, entry.shootout?.kicks.length ?? 0, match.id);
    assert.equal(match.shootout, entry.shootout ? `shoot-out(${entry.shootout.home}–${entry.shootout.away} pen.)` : null, match.id);
    assert.equal(match.reports, entry.reports.filter((report) => /^https?:/i.test(report)).length, match.id);
    assert.equal(match.disputed, entry.disputed, match.id);
    assert.equal(match.claims, entry.disputed ? entry.claims.length : 0, match.id);
    assert.ok(match.quotes >= match.claims, match.id);
    const values = { date: (claim) => claim.date, score: (claim) => claim.score && pair([claim.score.home, claim.score.away]), shootout: (claim) => claim.shootout && pair([claim.shootout.home, claim.shootout.away]) };
    const differ = Object.keys(values).filter((name) => new Set(entry.claims.map(values[name]).filter(Boolean)).size > 1);
    for (const name of entry.disputed ? differ : []) assert.ok(match.boxes.includes(name), `${match.id}: ${name} differs`);
    if (!entry.disputed) assert.deepEqual(match.boxes, [], match.id);
    else assert.match(match.summary, differ.length ? /differ/ : /^(one place|all \d+ places agree); /, match.id);
    if (entry.venue?.stadium) assert.ok(match.venue.includes(entry.venue.stadium), match.id);
  }
  const ties = new Map(article.ties.map((tie) => [tie.id, tie]));
  assert.equal(view.ties.length, article.ties.length);
  for (const tie of view.ties) {
    const entry = ties.get(tie.id);
    assert.deepEqual(tie.teams, entry.teams.map((team) => (team ? team.name : '?')), tie.id);
    if (entry.aggregate) assert.equal(tie.score, pair(entry.aggregate), tie.id);
    assert.deepEqual(tie.winners, [0, 1].map((side) => entry.winner === side && entry.teams[side] !== null), tie.id);
    if (entry.legs.length > 1) {
      entry.legs.forEach((leg, index) => { if (leg.score) assert.equal(tie.legs[index], pair(leg.score), tie.id); });
    }
    assert.equal(tie.disputed, entry.disputed, tie.id);
    assert.equal(tie.claims, entry.disputed ? entry.claims.length : 0, tie.id);
  }
  assert.deepEqual(view.tables, article.standings.map((table) => table.rows.map((row) => ({
    team: row.team ? row.team.name : '',
    numbers: [...['played', 'won', 'drawn', 'lost', 'goals_for', 'goals_against'].map((field) => cell(row[field])),
      row.difference === null ? cell(row.average) : signed(row.difference), cell(row.points)],
  }))));
  const stated = (matrix) => new Set(matrix.cells.filter((one) => one.score || !['played', 'scheduled'].includes(one.status)).map((one) => `${one.home} ${one.away}`)).size;
  assert.deepEqual(view.matrices, article.results.map(stated));
  const named = article.brackets.map((bracket) => bracket.rounds.flatMap((round) => round.slots).filter((slot) => slot.team).length);
  assert.deepEqual(view.brackets.map((bracket) => bracket.names.length), named.filter((names) => names > 0));
  assert.equal(view.scorers.length, article.scorers.length);
  article.scorers.forEach((row, index) => { if (row.total !== null) assert.equal(view.scorers[index], String(row.total)); });
  for (const heads of view.scorerHeads) {
    // Rounds that are numbered stand in the order of their numbers, none is left out.
    const rounds = heads.map((head) => /^(MD|QF|SF|F)(\d)$/.exec(head)).filter(Boolean).map(([, round, number]) => ['MD', 'QF', 'SF', 'F'].indexOf(round) * 10 + Number(number));
    assert.deepEqual(rounds, [...rounds].sort((a, b) => a - b), heads.join(' '));
  }
}

/** Uses each filter, sort and key of the findings. */
async function useFilters(page, findings) {
  const visible = () => page.$$eval('.finding', (items) => items.filter((item) => !item.hidden).map((item) => ({ ...item.dataset })));
  const said = () => page.$eval('#filters output', (output) => output.value);
  const all = findings.length;
  for (const severity of ['error', 'warning', 'info']) {
    await page.uncheck(`#filters [value=${severity}]`);
    const left = findings.filter((finding) => finding.severity !== severity).length;
    assert.equal((await visible()).length, left, severity);
    assert.equal(await said(), `${left} of ${all}`);
    await page.check(`#filters [value=${severity}]`);
  }
  for (const code of new Set(findings.map((finding) => finding.code))) {
    await page.selectOption('#filters [name=rule]', code);
    assert.equal((await visible()).length, findings.filter((finding) => finding.code === code).length, code);
  }
  await page.selectOption('#filters [name=rule]', '');
  if (await page.$('#filters [name=article]')) {
    let sum = 0;
    for (const value of await page.$$eval('#filters [name=article] option', (options) => options.map((option) => option.value).filter(Boolean))) {
      await page.selectOption('#filters [name=article]', value);
      sum += (await visible()).length;
    }
    assert.equal(sum, all);
    await page.selectOption('#filters [name=article]', '');
  }
  const { code, message } = findings[all - 1];
  await page.fill('#filters [name=text]', `${message.slice(0, 20).toUpperCase()} ${code}`);
  const found = await visible();
  assert.ok(found.length >= 1 && found.every((item) => item.code === code), 'text');
  await page.fill('#filters [name=text]', 'no finding says this');
  assert.equal(await said(), `0 of ${all}`);
  await page.click('#filters [type=reset]');
  await page.waitForFunction((text) => document.querySelector('#filters output').value === text, `${all} of ${all}`);
  const rank = { error: 0, warning: 1, info: 2 };
  const isSorted = (list, key) => list.every((item, index) => index === 0 || key(list[index - 1]) <= key(item));
  await page.selectOption('#filters [name=sort]', 'severity');
  assert.ok(isSorted(await visible(), (item) => rank[item.severity]), 'severity');
  await page.selectOption('#filters [name=sort]', 'rule');
  assert.ok(isSorted(await visible(), (item) => item.code), 'rule');
  await page.selectOption('#filters [name=sort]', 'place');
  assert.ok(isSorted(await visible(), (item) => Number(item.number)), 'place');
  await page.$eval('details.counts', (details) => { details.open = true; });
  await page.click('table.counts tr[data-code] button');
  assert.ok((await visible()).length > 0);
  await page.click('#filters [type=reset]');
}

async function useKeys(page) {
  const focused = () => page.evaluate(() => document.activeElement.closest('.finding')?.dataset.number ?? document.activeElement.name);
  await page.focus('.finding summary');
  await page.keyboard.press('j');
  assert.equal(await focused(), '2');
  await page.keyboard.press('k');
  assert.equal(await focused(), '1');
  const isOpen = () => page.$eval('.finding details', (details) => details.open);
  const was = await isOpen();
  await page.keyboard.press('Enter');
  assert.equal(await isOpen(), !was);
  await page.keyboard.press('/');
  assert.equal(await focused(), 'text');
  await page.keyboard.type('jk');
  assert.equal(await page.inputValue('#filters [name=text]'), 'jk');
  await page.click('#filters [type=reset]');
}

/** Searches and sorts the index of articles. */
async function useIndex(page, articles) {
  const rows = () => page.$$eval('#index tr.row', (rows) => rows.filter((row) => !row.hidden && !row.closest('tbody').hidden).map((row) => Array.from(row.cells, (cell) => cell.textContent.trim())));
  assert.equal((await rows()).length, articles.length);
  const headings = () => page.$$eval('#index tr.group', (rows) => rows.map((row) => ({ hidden: row.hidden, text: row.textContent.trim(), rows: row.parentElement.rows.length - 1 })));
  // No article stands below the heading of others: all groups have one, or there is one group.
  assert.ok((await page.$$('#index tbody')).length === Math.max((await headings()).length, 1));
  const before = [await rows(), await headings()];
  const file = path.basename(articles[0].article.path);
  await page.fill('#index-filters [name=text]', file);
  const found = await rows();
  assert.ok(found.length >= 1 && found.every(([name]) => name.includes(file)), 'search');
  await page.click('#index-filters [type=reset]');
  await page.check('#index-filters [name=disputed]');
  const disputed = articles.filter((article) => [...article.matches, ...article.ties].some((entry) => entry.disputed));
  assert.equal((await rows()).length, disputed.length);
  await page.click('#index-filters [type=reset]');
  await page.waitForFunction((all) => document.querySelector('#index-filters output').value === `${all} of ${all}`, articles.length);
  await page.click('#index th:nth-child(2) button');
  const numbers = (await rows()).map((cells) => Number(cells[1]));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  assert.equal(numbers.reduce((sum, number) => sum + number, 0), articles.reduce((sum, article) => sum + article.matches.length, 0));
  assert.ok(!(await headings()).some(({ hidden }) => !hidden));
  await page.click('#index-filters [type=reset]');
  await page.waitForFunction(() => !document.querySelector('#index th[aria-sort]'));
  assert.deepEqual([await rows(), await headings()], before);
}

/** Every colour of text on every ground it stands on has the contrast of WCAG AA; axe gives up where a part is not laid out. */
async function hasContrast(page) {
  const poor = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('span'));
    const colour = (name) => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number); };
    const light = (name) => colour(name).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const ratio = (one, other) => { const [high, low] = [light(one), light(other)].sort((a, b) => b - a); return (high + 0.05) / (low + 0.05); };
    const texts = ['ink', 'quiet', 'link', 'error', 'warning', 'info', 'sign', 'added'];
    const grounds = ['page', 'paper', 'head', 'tint'];
    const pairs = [...texts.flatMap((text) => grounds.map((ground) => [text, ground, 4.5])), ['marked', 'mark', 4.5], ['edge', 'paper', 3], ['sign', 'tint', 3]];
    const found = pairs.map(([text, ground, least]) => [text, ground, ratio(text, ground), least]).filter(([, , value, least]) => value < least);
    probe.remove();
    return found;
  });
  assert.deepEqual(poor, []);
}

/** No rule of WCAG 2.2 AA that axe knows is broken badly, in light and dark, wide and narrow. */
async function isAccessible(browser, name) {
  for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
    const { page, close } = await open(browser, name, { colorScheme, viewport: { width, height: 900 } });
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    // What is not laid out before it is seen has no place yet, from which axe would draw wrong conclusions.
    await page.evaluate(() => document.querySelectorAll('.finding, .article').forEach((part) => { part.style.contentVisibility = 'visible'; }));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${name} is ${overflow} pixels wider than ${width}`);
    await hasContrast(page);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${name}, ${colorScheme}`);
    await close();
  }
}

async function isReadWithoutScript(browser, name, articles) {
  const { page, close } = await open(browser, name, { javaScriptEnabled: false });
  assert.ok(await page.isHidden('#filters'));
  assert.ok(await page.isVisible('#findings'));
  for (const part of ['.finding summary', '.match', 'table.ties']) assert.ok(await page.isVisible(part), part);
  assert.equal(await page.locator('.match').count(), articles.reduce((sum, article) => sum + article.matches.length, 0));
  await page.click('.finding summary');
  assert.ok(await page.isVisible('.finding .quote'));
  await close();
}

async function opensQuickly(browser, name) {
  const { page, close } = await open(browser, name);
  await page.waitForFunction(() => performance.getEntriesByType('navigation')[0].loadEventEnd > 0);
  const time = await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd);
  console.log(`${name}: ${fs.statSync(path.join(folder, name)).size} bytes, loaded after ${Math.round(time)} ms`);
  assert.ok(time < 5000, `${name} takes ${Math.round(time)} ms to load`);
  await close();
}

/** The button and the key copy the whole diff, also of a finding that is closed or packed. */
async function copies(browser, name) {
  const { page, close } = await open(browser, name);
  // Whatever the browser lets a file do with the clipboard, this is what it is given.
  await page.evaluate(() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; });
  const items = page.locator('.finding', { hasText: 'has a correction' });
  assert.ok(await items.count() >= 2, `${name} has no corrections`);
  const isCopied = async (item) => {
    await page.waitForFunction(() => window.copied);
    const copied = await page.evaluate(() => { const text = window.copied; window.copied = undefined; return text; });
    assert.match(copied, /^--- .*\n\+\+\+ .*\n@@ [^]*\n[-+][^]*\n$/);
    assert.equal(copied, await item.locator('.diff').textContent());
    assert.equal(await item.locator('.copy').textContent(), 'Copied');
  };
  await items.nth(0).locator('summary').click();
  await items.nth(0).locator('.copy').click();
  await isCopied(items.nth(0));
  await items.nth(1).locator('summary').focus();
  await page.keyboard.press('c');
  await isCopied(items.nth(1));
  await close();
}

/** A search finds the same in every form of a report, an address that is none does no harm. */
async function searches(browser, name) {
  const { page, close } = await open(browser, `${name}#%E0%A4%A`);
  const shown = () => page.$$eval('.finding', (items) => items.filter((item) => !item.hidden).map((item) => item.textContent));
  const label = await page.$eval('.finding .at bdi', (label) => label.textContent);
  const at = await page.$eval('.finding .where-found bdi', (at) => at.textContent);
  for (const text of [label, at]) {
    await page.fill('#filters [name=text]', text);
    assert.ok((await shown()).length > 0, text);
  }
  await page.fill('#filters [name=text]', 'likely culprit fingerprint');
  assert.deepEqual(await shown(), []);
  await close();
}

/** Print keeps the heads of tables, though a script makes buttons of them. */
async function prints(browser, name) {
  const { page, close } = await open(browser, name);
  await page.emulateMedia({ media: 'print' });
  const hidden = await page.$$eval('thead th', (heads) => heads.filter((head) => head.checkVisibility() && !head.innerText.trim()).length);
  assert.equal(hidden, 0);
  for (const part of ['#filters', '#index-filters', '.theme', '.copy']) assert.equal(await page.locator(`${part}:visible`).count(), 0, part);
  await close();
}

/** A target that was led to is at the top of the window, below the contents, as far as the page is long enough. */
async function isAtTop(page, id, of = '.finding') {
  await page.waitForFunction(([id, of]) => {
    const target = document.getElementById(id);
    const top = (target?.closest(of) ?? target)?.getBoundingClientRect().top;
    const contents = document.querySelector('.contents').getBoundingClientRect().bottom;
    const isEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    return top >= Math.max(contents, 0) - 1 && top < (isEnd ? innerHeight : Math.max(contents, 0) + 120);
  }, [id, of], { timeout: 20_000 }).catch(async () => {
    const top = await page.$eval(`#${id}`, (target) => target.getBoundingClientRect().top);
    assert.fail(`#${id} is ${Math.round(top)} pixels below the top of the window`);
  });
}

/** A link from the index leads to its article, one from a drawing to its match or tie, one from a chip to its finding, which it opens. */
async function linksLead(page) {
  // The severity of a chip is told by its sign and in words, not by its colour alone.
  const chips = await page.$$eval('.chip .glyph', (glyphs) => glyphs.map((glyph) => ({ sign: glyph.textContent, name: glyph.nextElementSibling.textContent, severity: glyph.parentElement.classList[1] })));
  const signs = { error: '■', warning: '▲', info: '●' };
  for (const { sign, name, severity } of chips) assert.deepEqual([sign, name], [signs[severity], severity]);
  const dangling = await page.$$eval('a[href^="#"], svg a', (links) => links.map((link) => link.getAttribute('href')).filter((href) => href.startsWith('#') && !document.getElementById(href.slice(1))));
  assert.deepEqual(dangling, []);
  const chip = page.locator('.chip').first();
  if (await chip.count()) {
    const target = (await chip.getAttribute('href')).slice(1);
    await chip.evaluate((link) => link.click());
    await page.waitForFunction((id) => document.getElementById(id).closest('details').open, target);
    await isAtTop(page, target);
  }
  for (const links of ['#index a[href^="#"]', 'svg.bracket a', 'table.ties a[href^="#"]']) {
    const last = page.locator(links).last();
    if (!await last.count()) continue;
    const target = (await last.getAttribute('href')).slice(1);
    await last.evaluate((link) => link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
    await isAtTop(page, target);
  }
}

async function nothingRuns(browser, name) {
  const { page, close } = await open(browser, name);
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  await page.waitForTimeout(200);
  const state = await page.evaluate(() => ({
    ran: window.ran,
    scripts: document.querySelectorAll('script').length,
    foreign: document.querySelectorAll('main img, main iframe, main object, main embed, main style, main form:not(.filters), main link, main base').length,
    handlers: Array.from(document.querySelectorAll('*')).filter((element) => Array.from(element.attributes).some(({ name }) => name.startsWith('on'))).length,
    styled: document.querySelectorAll('[style]').length,
    addresses: Array.from(document.querySelectorAll('[href], [src]'), (element) => element.getAttribute('href') ?? element.getAttribute('src')),
    text: document.body.textContent,
  }));
  assert.deepEqual([state.ran, state.scripts, state.foreign, state.handlers, state.styled], [undefined, 1, 0, 0, 0]);
  const others = state.addresses.filter((href) => !/^(#|https?:\/\/|data:,$)/.test(href));
  assert.deepEqual(others, []);
  // It is shown as what it is.
  for (const text of ['<script>ran=1</script>', '<img src=x onerror=ran=2>', 'javascript:ran=3']) assert.ok(state.text.includes(text), text);
  // Nor would anything run that found its way into the page.
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="data:image/png,x" onerror="ran=9">');
    const script = document.createElement('script');
    script.textContent = 'ran=9';
    document.body.append(script);
  });
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  await page.context().close();
}

/** A packed batch: the index is there at once, an article and the body of a finding when they are asked for. */
async function unpacks(browser, articles) {
  const { page, close } = await open(browser, 'packed.html');
  assert.equal(await page.locator('#index tr.row').count(), articles.length);
  assert.equal(await page.locator('main article').count(), 0);
  const most = articles.reduce((best, article, index) => (article.matches.length > articles[best].matches.length ? index : best), 0);
  await page.click(`#index a[href="#a${most + 1}"]`);
  await page.waitForSelector(`#viewer #a${most + 1}`);
  assert.equal(await page.locator('#viewer .match').count(), articles[most].matches.length);
  await page.click('.finding summary');
  await page.waitForSelector('.finding .body .quote');
  await close();
}

async function folderLeads(browser, articles) {
  const { page, close } = await open(browser, 'pages/index.html');
  assert.equal(await page.locator('#index tr.row').count(), articles.length);
  await page.click('.finding summary');
  await page.click('.finding .body a[href*=".html#"]');
  await page.waitForSelector('article');
  const target = new URL(page.url()).hash.slice(1);
  assert.ok(await page.evaluate((id) => document.getElementById(id).closest('details').open, target));
  await linksLead(page);
  await page.click('nav a[href="index.html"]');
  await page.waitForSelector('#index');
  await close();
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags });
  const parts = [];
  const only = process.argv[3];
  const check = async (what, run) => { if (only && !what.startsWith(only)) return; parts.push(what); console.log(`- ${what}`); await run(); };
  try {
    for (const name of ['seeds', 'cup', 'shapes']) {
      if (!fs.existsSync(path.join(folder, `${name}.html`)) || (only && only !== name)) continue;
      const [articles, findings] = [lines(`${name}.ndjson`), json(`${name}.findings.json`)];
      const { page, close } = await open(browser, `${name}.html`);
      await check(`${name}: what is shown is what is extracted`, async () => compare(await shown(page), articles, findings));
      await check(`${name}: links lead`, () => linksLead(page));
      await check(`${name}: filters`, () => useFilters(page, findings));
      await check(`${name}: keys`, () => useKeys(page));
      await check(`${name}: index`, () => useIndex(page, articles));
      await close();
      await check(`${name}: links lead where the page is narrow`, async () => {
        const narrow = await open(browser, `${name}.html`, { viewport: { width: 820, height: 900 } });
        await linksLead(narrow.page);
        await narrow.close();
      });
      await check(`${name}: without a script`, () => isReadWithoutScript(browser, `${name}.html`, articles));
      await check(`${name}: accessible`, () => isAccessible(browser, `${name}.html`));
      await check(`${name}: searches`, () => searches(browser, `${name}.html`));
      await check(`${name}: prints`, () => prints(browser, `${name}.html`));
      if (name === 'shapes') await check(`${name}: copies`, () => copies(browser, `${name}.html`));
      await check(`${name}: quick`, () => opensQuickly(browser, `${name}.html`));
    }
    await check('hostile: nothing runs', () => nothingRuns(browser, 'hostile.html'));
    await check('pages: index and articles', () => folderLeads(browser, lines('seeds.ndjson')));
    if (fs.existsSync(path.join(folder, 'packed.html'))) {
      await check('packed: unpacks', () => unpacks(browser, lines('packed.ndjson')));
      await check('packed: searches', () => searches(browser, 'packed.html'));
      await check('packed: copies', () => copies(browser, 'packed.html'));
      await check('packed: quick', () => opensQuickly(browser, 'packed.html'));
    }
  } finally {
    await browser.close();
  }
  console.log(`${parts.length} parts looked at`);
}

main().catch((error) => { console.error(error); process.exitCode = 1; });
