import fs from 'node:fs';
import { chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Where this machine has a Chromium, or undefined. The environment variable CHROMIUM_PATH goes first. */
export function findBrowser() {
  return places.find((place) => place !== undefined && fs.existsSync(place));
}

/** Opens a page in a browser without a window, from which nothing leaves this machine. */
export async function openPage() {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('There is no Chromium; set CHROMIUM_PATH to one');
  const browser = await chromium.launch({ executablePath, headless: true, args: switches });
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ['local-network-access', 'clipboard-read', 'clipboard-write'],
  });
  await context.route(
    (url) => !isLocal(url.hostname),
    (route) => route.abort(),
  );
  return { page: await context.newPage(), close: () => browser.close() };
}

/** @param {string} host */
function isLocal(host) {
  return host === '127.0.0.1' || host === 'localhost' || host.endsWith('.localhost');
}
