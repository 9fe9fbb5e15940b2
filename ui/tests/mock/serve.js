// Pictures for the window without the program: plain sheets with some lines and a name.
function picture(path) {
  const parts = decodeURIComponent(path).split('/');
  const side = Number(parts.at(-1));
  const photo = path.includes('photo');
  const name = parts[0] === 'dossier' ? `${Number(parts[3]) + 1}` : parts[3];
  const [w, h] = photo ? [400, 300] : [340, 440];
  const seed = [...path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const lines = Array.from(
    { length: 16 },
    (_, at) =>
      `<rect x="40" y="${90 + at * 18}" width="${140 + ((seed * (at + 3)) % 120)}" height="5" fill="#9aa0a6"/>`,
  ).join('');
  const inside = photo
    ? `<rect width="400" height="300" fill="hsl(${seed % 360} 30% 62%)"/><circle cx="${100 + (seed % 200)}" cy="120" r="60" fill="hsl(${(seed + 90) % 360} 40% 78%)"/><rect y="220" width="400" height="80" fill="hsl(${(seed + 40) % 360} 25% 40%)"/>`
    : `<rect width="340" height="440" fill="#fff"/><text x="40" y="65" font-family="serif" font-size="22" fill="#333">Sheet ${name}</text>${lines}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${side}" height="${Math.round((side * h) / w)}">${inside}</svg>`;
}

export function answerPicture(url) {
  const found = /^\/picture\/(.+)\.svg$/.exec(url.split('?')[0] ?? '');
  if (!found) return null;
  return found[1].includes('none') ? '' : picture(decodeURIComponent(found[1]));
}

/** A plugin for Vite's development server. */
export function lookingAt() {
  return {
    name: 'pictures',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const drawn = answerPicture(request.url ?? '');
        if (drawn === null) return next();
        response.statusCode = drawn === '' ? 404 : 200;
        response.setHeader('content-type', 'image/svg+xml');
        return response.end(drawn);
      });
    },
  };
}
