#!/usr/bin/env python3
"""Renders the photographs of the made-up case: «photos of work» and the identity card on a table.

They are path-traced models, so that they read as photographs and show nobody. Slow (minutes a
picture), hence apart from make_sample.py, which packs them with EXIF into the case folder.

    pip install mitsuba==3.9.1 pyoidn==2.5.1.0 numpy==2.4.6 scipy==1.17.1 pillow==13.0.0
    python3 make_photos.py OUT_DIR FONT_DIR [scene ...] [--preview]

FONT_DIR: see make_sample.py. Seeds are fixed.
"""

import sys
import tempfile
from pathlib import Path

import mitsuba as mi
import numpy as np
import pyoidn
from PIL import Image, ImageDraw, ImageFilter
from scipy import ndimage

from papers import font, identity_card

mi.set_variant("scalar_rgb")
T = mi.ScalarTransform4f
TMP = Path(tempfile.mkdtemp())


# Textures

def noise(h, w, cell_y, cell_x, rng, octaves=4):
    """Value noise in 0..1, with cells of the given size in pixels."""
    out = np.zeros((h, w))
    weight, total = 1.0, 0.0
    for _ in range(octaves):
        gh, gw = int(h / cell_y) + 4, int(w / cell_x) + 4
        grid = rng.random((gh, gw))
        big = ndimage.zoom(grid, (max(1.0, (h + 2 * cell_y) / gh * 1.1), max(1.0, (w + 2 * cell_x) / gw * 1.1)), order=3)
        out += weight * big[:h, :w]
        total += weight
        weight *= 0.5
        cell_y, cell_x = max(1.0, cell_y / 2), max(1.0, cell_x / 2)
    return np.clip(out / total, 0, 1)


def mix(a, b, t):
    t = np.asarray(t)[..., None]
    return np.asarray(a) * (1 - t) + np.asarray(b) * t


def wood(seed, dark, light, size=1400, planks=4):
    rng = np.random.default_rng(seed)
    out = np.zeros((size, size, 3))
    step = size // planks
    for i in range(planks):
        h = step if i < planks - 1 else size - step * (planks - 1)
        warp = noise(h, size, 90, 700, rng, 3)
        y = np.linspace(0, 1, h)[:, None]
        rings = 0.5 + 0.5 * np.sin((y * (9 + 5 * rng.random()) + warp * 7) * 6.28)
        fine = noise(h, size, 2, 160, rng, 3)
        t = np.clip(0.25 + 0.35 * rings * 0.7 + 0.6 * (fine - 0.4) + rng.normal(0, 0.07), 0, 1)
        plank = mix(dark, light, t)
        plank[:2] *= 0.35
        plank[2:4] *= 0.7
        out[i * step:i * step + h] = plank
    return out


def plaster(seed, colour, h=1200, w=1600, strength=0.16):
    rng = np.random.default_rng(seed)
    n = noise(h, w, 160, 160, rng, 6)
    stain = noise(h, w, 500, 60, rng, 4)
    t = 1 + strength * (n - 0.5) * 2 + 0.10 * (stain - 0.5)
    return np.clip(np.asarray(colour) * t[..., None], 0, 1)


def texture(array, scale=None):
    a = array if isinstance(array, np.ndarray) else np.asarray(array.convert("RGB"), float) / 255
    bitmap = mi.Bitmap(np.ascontiguousarray((np.clip(a, 0, 1) * 255).astype(np.uint8)))
    out = {"type": "bitmap", "bitmap": bitmap}
    if scale:
        out["to_uv"] = T().scale([scale[0], scale[1], 1])
    return out


def mask_texture(array):
    a = np.clip(array, 0, 1)[..., None]
    return {"type": "bitmap", "bitmap": mi.Bitmap(np.ascontiguousarray((a * 255).astype(np.uint8))), "raw": True}


def colour(c):
    if isinstance(c, dict):
        return c
    if isinstance(c, str):
        c = [int(c[i:i + 2], 16) / 255 for i in (0, 2, 4)]
        c = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in c]
    return {"type": "rgb", "value": list(c)}


def matt(c):
    return {"type": "twosided", "b": {"type": "diffuse", "reflectance": colour(c)}}


def gloss(c, rough=0.25, metal=0.0, coat=0.0, sheen=0.0, spec=0.5):
    return {"type": "twosided", "b": {
        "type": "principled", "base_color": colour(c), "roughness": rough, "metallic": metal,
        "clearcoat": coat, "clearcoat_gloss": 0.95, "sheen": sheen, "specular": spec}}


GOLD = gloss((0.83, 0.58, 0.27), 0.22, 1.0)
STEEL = gloss((0.62, 0.61, 0.6), 0.22, 1.0)
MIRROR = gloss((0.92, 0.93, 0.93), 0.02, 1.0)


# Shapes

class Scene:
    def __init__(self):
        self.items = {"type": "scene"}
        self.count = 0

    def add(self, item):
        self.count += 1
        self.items[f"item{self.count}"] = item

    def mesh(self, vertices, faces, bsdf, uv=None, to_world=None, flat=False):
        path = TMP / f"m{id(self)}_{self.count}.ply"
        v = np.asarray(vertices, np.float32)
        cols = "property float x\nproperty float y\nproperty float z\n"
        if uv is not None:
            v = np.hstack([v, np.asarray(uv, np.float32)])
            cols += "property float u\nproperty float v\n"
        f = np.asarray(faces, np.int32)
        rec = np.zeros(len(f), dtype=[("n", "u1"), ("i", "<i4", 3)])
        rec["n"], rec["i"] = 3, f
        head = (f"ply\nformat binary_little_endian 1.0\nelement vertex {len(v)}\n{cols}"
                f"element face {len(f)}\nproperty list uchar int vertex_indices\nend_header\n")
        path.write_bytes(head.encode() + v.astype("<f4").tobytes() + rec.tobytes())
        item = {"type": "ply", "filename": str(path), "bsdf": bsdf, "face_normals": flat}
        if to_world is not None:
            item["to_world"] = to_world
        self.add(item)

    def grid(self, points, bsdf, to_world=None, keep=None):
        """A surface from an array (rows, columns, 3); `keep` leaves cells out."""
        n, m = points.shape[:2]
        u, v = np.meshgrid(np.linspace(0, 1, m), np.linspace(0, 1, n))
        i = np.arange(n * m).reshape(n, m)
        a, b, c, d = i[:-1, :-1], i[:-1, 1:], i[1:, 1:], i[1:, :-1]
        cells = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2)
        if keep is not None:
            cells = cells[keep]
        self.mesh(points.reshape(-1, 3), cells.reshape(-1, 3), bsdf,
                  np.stack([u, v], -1).reshape(-1, 2), to_world)

    def lathe(self, profile, bsdf, to_world=None, steps=64, fold=None):
        """Turns (radius, height) pairs about z. Repeat a point for a sharp edge."""
        p = np.asarray(profile, float)
        # A ring of no radius has no normals and would be drawn black.
        p[:, 0] = np.maximum(p[:, 0], .003)
        a = np.linspace(0, 2 * np.pi, steps + 1)
        r = p[:, :1] * np.ones_like(a)
        if fold is not None:
            r = r * fold(a, p[:, 1:])
        pts = np.stack([r * np.cos(a), r * np.sin(a), p[:, 1:] * np.ones_like(a)], -1)
        self.grid(pts, bsdf, to_world)

    def box(self, centre, half, bsdf, turn=0, axis=(0, 0, 1)):
        self.add({"type": "cube", "bsdf": bsdf,
                  "to_world": T().translate(list(centre)).rotate(list(axis), turn).scale(list(half))})

    def ball(self, centre, radius, bsdf=None, light=None):
        item = {"type": "sphere", "center": list(centre), "radius": radius}
        if bsdf:
            item["bsdf"] = bsdf
        if light:
            item["emitter"] = {"type": "area", "radiance": {"type": "rgb", "value": list(light)}}
        self.add(item)

    def rod(self, a, b, radius, bsdf):
        self.add({"type": "cylinder", "p0": list(a), "p1": list(b), "radius": radius, "bsdf": bsdf})

    def panel(self, bsdf, to_world):
        self.add({"type": "rectangle", "bsdf": bsdf, "to_world": to_world})

    def lamp(self, origin, target, sx, sy, radiance):
        self.add({"type": "rectangle",
                  "to_world": T().look_at(origin=list(origin), target=list(target), up=[0, 0.01, 1]).scale([sx, sy, 1]),
                  "emitter": {"type": "area", "radiance": {"type": "rgb", "value": list(radiance)}}})

    def sky(self, rgb):
        self.add({"type": "constant", "radiance": {"type": "rgb", "value": list(rgb)}})

    def render(self, size, origin, target, fov, aperture=0.01, focus=None, preview=False, spp=16,
               exposure=1.0, depth=7, haze=None, tint=(1, 1, 1), seed=1):
        w, h = size
        if preview:
            w, h, spp = w // 3, h // 3, 20
        origin, target = np.array(origin, float), np.array(target, float)
        self.items["sensor"] = {
            "type": "thinlens", "fov": fov, "aperture_radius": aperture,
            "focus_distance": float(focus or np.linalg.norm(target - origin)),
            "to_world": T().look_at(origin=list(origin), target=list(target), up=[0, 0, 1]),
            "film": {"type": "hdrfilm", "width": w, "height": h, "rfilter": {"type": "box"},
                     "pixel_format": "rgb"},
            "sampler": {"type": "independent", "sample_count": spp, "seed": seed},
        }
        self.items["integrator"] = {
            "type": "aov", "aovs": "al:albedo,nn:sh_normal,dd:depth",
            "img": {"type": "path", "max_depth": depth, "rr_depth": 4}}
        data = np.array(mi.render(mi.load_dict(self.items), spp=spp, seed=seed)).astype(np.float32)
        rgb = np.nan_to_num(data[..., :3]).clip(0, 60)
        albedo, normal, dist = data[..., -7:-4], data[..., -4:-1], data[..., -1]
        clean = pyoidn.denoise(np.ascontiguousarray(rgb), albedo=np.ascontiguousarray(albedo.clip(0, 1)),
                               normal=np.ascontiguousarray(normal), hdr=True)
        rgb = np.asarray(clean) * 0.9 + rgb.clip(0, 4) * 0.1
        if haze:
            colour_, length = haze
            t = 1 - np.exp(-np.where(dist > 0, dist, length * 5) / length)
            rgb = mix3(rgb, colour_, t)
        return develop(rgb * exposure * np.asarray(tint), seed)


def mix3(a, b, t):
    return a * (1 - t[..., None]) + np.asarray(b) * t[..., None]


def develop(rgb, seed):
    """What a phone does: glow, a filmic curve, vignette, sharpening, grain."""
    rng = np.random.default_rng(seed)
    h, w = rgb.shape[:2]
    bright = np.clip(rgb - 1.0, 0, 6)
    glow = sum(ndimage.gaussian_filter(bright, (s, s, 0)) for s in (w / 200, w / 60, w / 25)) / 3
    rgb = rgb + 0.25 * glow
    x = np.clip(rgb, 0, None)
    x = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)
    x = np.clip(x, 0, 1)
    x = np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)
    yy, xx = np.mgrid[0:h, 0:w]
    r2 = ((xx / w - 0.5) ** 2 + (yy / h - 0.5) ** 2) / 0.5
    x = x * (1 - 0.22 * r2[..., None] ** 1.4)
    x = x + 0.5 * (x - ndimage.gaussian_filter(x, (1.2, 1.2, 0)))
    grain = ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), 0.7)[..., None] * 0.011
    chroma = ndimage.gaussian_filter(rng.normal(0, 1, (h, w, 3)), (1.5, 1.5, 0)) * 0.012
    x = x + (grain + chroma) * (1.1 - 0.6 * x)
    return Image.fromarray((np.clip(x, 0, 1) * 255 + 0.5).astype(np.uint8))


# Things

def along(p, d, up=(0, 0, 1)):
    p, d = np.array(p, float), np.array(d, float)
    return T().look_at(origin=list(p), target=list(p + d), up=list(up))


def brush(s, where, direction, length=1.8, head=0.16, handle="1b1716", hair="6b4a36", flat=1.0):
    w = along(where, direction, (0.02, 0.1, 1))
    body = [(0.001, 0), (0.035, 0.02), (0.05, 0.15), (0.062, 0.5), (0.055, 0.9), (0.05, 1.0)]
    s.lathe([(r, z * length * 0.62) for r, z in body], gloss(handle, 0.15, coat=1.0), w)
    z0 = length * 0.62
    s.lathe([(0.052, z0 - .01), (0.056, z0), (0.056, z0 + .02), (0.053, z0 + .03), (0.06, z0 + .2),
             (head * .62, z0 + .36), (head * .64, z0 + .38)], GOLD, w)
    z1 = z0 + .36
    rng = np.random.default_rng(int(length * 1000 + head * 100))
    t = np.clip(0.5 + 0.5 * (noise(256, 512, 200, 3, rng, 2) - 0.5) * 2.2, 0, 1)
    ramp = np.linspace(0, 1, 256)[:, None]
    base = np.array([int(hair[i:i + 2], 16) / 255 for i in (0, 2, 4)])
    tex = mix(base * 0.55, np.minimum(1, base * 1.5 + 0.05), np.clip(0.65 * t + 0.35 * ramp, 0, 1))
    curve = 1 - (1 - np.linspace(0, 1, 30)) ** 1.8
    prof = [(head * (0.6 + 0.55 * np.sin(min(1, c * 1.25) * 1.5) ** 1.2) * np.sqrt(max(0, 1 - max(0, (c - .55) / .45) ** 2.4)), z1 + c * head * 3.1) for c in curve]
    s.lathe(prof, gloss(texture(tex), 0.85, sheen=1.0, spec=0.1), w, steps=96,
            fold=lambda a, z: 1 + 0.012 * np.sin(a * 37) + 0.01 * np.sin(a * 91 + 3))


def lipstick(s, x, y, shade, open_=True, turn=0.0):
    at = T().translate([x, y, 0]).rotate([0, 0, 1], turn)
    s.lathe([(0, 0), (.13, 0), (.14, .01), (.14, .45), (.135, .46)], gloss("15110f", 0.12, coat=1), at)
    s.lathe([(.12, .45), (.12, .72), (.115, .73), (.1, .73)], GOLD, at)
    if open_:
        a = np.linspace(0, 2 * np.pi, 65)
        rows = []
        for r, z, k in [(.092, .7, 0), (.092, .95, .3), (.088, 1.0, 1), (.075, 1.04, 1), (.03, 1.05, 1), (.004, 1.05, 1)]:
            rows.append(np.stack([r * np.cos(a), r * np.sin(a), z + k * .95 * r * np.cos(a) + 0 * a], -1))
        s.grid(np.array(rows), gloss(shade, 0.35, spec=0.6), at)
    else:
        s.lathe([(.13, .72), (.13, 1.2), (.12, 1.22), (0, 1.22)], gloss("15110f", 0.12, coat=1), at)


def jar(s, x, y, r, h, shade, lid="e9dfcf"):
    at = T().translate([x, y, 0])
    s.lathe([(0, 0), (r * .95, 0), (r, .03), (r, h), (r * .97, h + .01)], gloss(shade, 0.1, coat=1), at)
    s.lathe([(r * 1.02, h), (r * 1.03, h + .01), (r * 1.03, h + .2), (r, h + .23), (0, h + .23)], gloss(lid, 0.3, 0.1), at)


def pan(s, at, r, shade, seed):
    rng = np.random.default_rng(seed)
    base = np.array([int(shade[i:i + 2], 16) / 255 for i in (0, 2, 4)])
    n = noise(200, 200, 30, 30, rng, 5)
    streak = noise(200, 200, 4, 120, rng, 2)
    tex = np.clip(base * (0.86 + 0.22 * n[..., None] + 0.12 * (streak[..., None] - .5)), 0, 1)
    s.lathe([(r * 1.09, -.03), (r * 1.09, .012), (r * 1.06, .018), (r * 1.03, .012), (r, -.01)], STEEL, at, steps=40)
    a = [(r * t, -0.012 - 0.02 * (1 - t) ** 2) for t in np.linspace(1, 0.001, 12)]
    s.lathe(a, gloss(texture(tex), 0.75, sheen=0.4, spec=0.25), at, steps=48)


def rounded_box(s, half, r, bsdf, to_world):
    """A box with rounded edges, as a superellipsoid."""
    u = np.linspace(-np.pi / 2, np.pi / 2, 60)[:, None]
    v = np.linspace(-np.pi, np.pi, 160)[None, :]
    def p(t, e):
        return np.sign(t) * np.abs(t) ** e
    x = half[0] * p(np.cos(u), r) * p(np.cos(v), r)
    y = half[1] * p(np.cos(u), r) * p(np.sin(v), r)
    z = half[2] * p(np.sin(u), r) * np.ones_like(v)
    s.grid(np.stack([x, y, z], -1), bsdf, to_world)


# Scenes

def table(preview):
    """The make-up table, close: palette, brushes, lipsticks, bulbs out of focus behind."""
    s = Scene()
    s.panel(gloss(texture(wood(4, (.16, .075, .04), (.50, .28, .15))), 0.32, coat=0.5),
            T().scale([9, 6, 1]))
    body = gloss("17130f", 0.35, coat=0.4)
    at = T().translate([-0.25, -0.35, 0.1]).rotate([0, 0, 1], 8)
    rounded_box(s, (1.75, .95, .1), 0.18, body, at)
    shades = ["f3d9c2", "e7b998", "c98a6a", "a85f4c", "8a3f3c", "d9919c", "b4536b", "7b2f4a", "e9c46a", "c58b3b", "7d5a3a", "4a3428", "8fa7a0", "3f6b73", "27405c"]
    for i, shade in enumerate(shades):
        x, y = -1.34 + (i % 5) * .67, .54 - (i // 5) * .54
        pan(s, at @ T().translate([x, y, .135]), .215, shade, i)
    brush(s, (1.0, -1.75, .1), (0.55, 0.9, 0.035), 2.0, .19, "2a1a14", "7a5238")
    brush(s, (1.75, -1.85, .08), (0.25, 0.9, 0.02), 1.9, .12, "1b1716", "3a2a22")
    brush(s, (-3.0, -1.55, .1), (0.9, 0.25, 0.04), 2.1, .22, "4b1f1d", "8d6244")
    for i, (dx, dy, hd, hair) in enumerate([(-.25, .3, .2, "6b4a36"), (.2, .25, .15, "2b211d"), (.0, -.2, .24, "8d6244"), (-.3, -.12, .13, "b98d6a"), (.33, -.05, .17, "54382a"), (.05, .35, .12, "d8b59a")]):
        brush(s, (2.55 + dx * .3, 1.5 + dy * .3, .12), (dx * .55, dy * .4, 1), 1.75 + .12 * i, hd, "1b1716" if i % 2 else "5a2a20", hair)
    s.lathe([(0, .02), (.42, .02), (.45, .05), (.5, .9), (.5, .95), (.46, .95), (.42, .1), (0, .1)],
            gloss("dcd2c4", 0.18, coat=1), T().translate([2.55, 1.5, 0]))
    for x, y, c in [(2.35, -.15, "9d1f2f"), (2.85, .15, "b85a5a"), (2.72, -.55, "c2405a")]:
        lipstick(s, x, y, c, True, x * 70)
    lipstick(s, -2.55, .75, "8a2035", False)
    jar(s, -2.75, 1.75, .42, .5, "e6c9b4")
    jar(s, -3.45, 1.15, .3, .7, "b9c7c2", "c99a5b")
    s.lathe([(.3 * np.sin(a) * (1 - .22 * np.cos(a)), .36 - .36 * np.cos(a)) for a in np.linspace(0, np.pi, 24)],
            gloss("e58ca0", 0.9, sheen=.6), T().translate([-2.55, -.35, 0]))
    s.panel(matt((.20, .11, .09)), T().translate([0, 5.6, 2]).rotate([1, 0, 0], 90).scale([14, 6, 1]))
    for i in range(7):
        s.ball((-4.4 + i * 1.5, 5.2, 3.2), .23, light=(24, 15, 8))
    for x in (-4.9, 5.1):
        for z in (.6, 1.9):
            s.ball((x, 5.2, z), .23, light=(24, 15, 8))
    s.lamp((-5, -2.5, 5.5), (0, 0, 0), 1.9, 1.9, (15, 14, 13))
    s.sky((.26, .24, .23))
    return s.render((1024, 768), (.35, -6.5, 3.3), (0.05, .2, .45), 44, .10, 6.9, preview, exposure=1.1)


def mirror(preview):
    """The dressing mirror with its bulbs, upright."""
    s = Scene()
    s.panel(gloss(texture(plaster(8, (.55, .27, .20))), 0.9), T().translate([0, 2, 3]).rotate([1, 0, 0], 90).scale([6, 4.5, 1]))
    s.box((0, 1.35, .0), (3.4, .75, .09), gloss(texture(wood(9, (.20, .10, .05), (.46, .27, .15))), .35, coat=.4))
    frame = gloss("efe6d8", .4)
    s.box((0, 1.86, 2.55), (1.75, .07, 2.2), frame)
    s.panel(MIRROR, T().translate([0, 1.785, 2.55]).rotate([1, 0, 0], 90).scale([1.35, 1.8, 1]))
    bulbs = [(-1.55, .85 + i * .85) for i in range(5)] + [(1.55, .85 + i * .85) for i in range(5)] + [(-.8 + i * .8, 4.53) for i in range(3)]
    for x, z in bulbs:
        s.lathe([(.1, 0), (.11, .02), (.08, .07)], GOLD, T().translate([x, 1.79, z]).rotate([1, 0, 0], 90))
        s.ball((x, 1.62, z), .125, light=(17, 11.5, 6.8))
    for i, (dx, dy, hd, hair) in enumerate([(-.25, .3, .19, "6b4a36"), (.2, .25, .15, "2b211d"), (.0, -.2, .22, "8d6244"), (-.3, -.12, .13, "b98d6a"), (.33, -.05, .17, "54382a")]):
        brush(s, (1.15 + dx * .25, 1.25 + dy * .2, .2), (dx * .5, dy * .3, 1), 1.5 + .1 * i, hd * .9, "1b1716" if i % 2 else "5a2a20", hair)
    s.lathe([(0, .1), (.36, .1), (.38, .13), (.41, .85), (.38, .85), (.34, .18), (0, .18)], gloss("4f7f7c", 0.15, coat=1), T().translate([1.15, 1.25, 0]))
    for x, y, c in [(-.2, .95, "9d1f2f"), (.18, 1.1, "c2405a")]:
        lipstick(s, x, y, c, True, 40)
    for x, y, r, h, c in [(-1.1, 1.3, .3, .35, "e6c9b4"), (-1.75, 1.2, .22, .55, "b4536b"), (-.65, 1.15, .2, .2, "f0d6c0")]:
        jar(s, x, y, r, h, c)
    # A vase with dry flowers, and what the mirror sees: the room, a garment rail, a window.
    rng = np.random.default_rng(12)
    s.lathe([(0, .09), (.16, .09), (.28, .35), (.22, .7), (.11, .95), (.14, 1.05)], gloss("caa27a", .6), T().translate([-2.35, 1.3, 0]))
    for _ in range(26):
        d = np.array([rng.normal(0, .35), rng.normal(0, .25), 1.2 + rng.random() * .9])
        tip = np.array([-2.35, 1.3, 1.0]) + d
        s.rod((-2.35, 1.3, .9), tip, .008, matt((.35, .28, .15)))
        for _ in range(4):
            s.ball(tip + rng.normal(0, .05, 3), .045 + .03 * rng.random(), matt((.55 + .2 * rng.random(), .30, .22)))
    s.panel(gloss(texture(plaster(3, (.60, .55, .48))), .95), T().translate([0, -9, 3]).rotate([1, 0, 0], -90).scale([9, 5, 1]))
    s.panel(gloss(texture(wood(2, (.2, .11, .06), (.42, .25, .14))), .5), T().translate([0, -3, -1.6]).scale([9, 7, 1]))
    s.rod((-3.2, -7.5, 3.6), (3.4, -7.5, 3.6), .05, STEEL)
    for i, c in enumerate(["7b2f4a", "27405c", "c58b3b", "3f6b73", "a8322f", "e9dfcf", "5a3a6b", "d9919c"]):
        s.lathe([(.12, 3.5), (.34, 3.3), (.3, 2.4), (.5 + .08 * (i % 3), .6)], gloss(c, .8, sheen=.5), T().translate([-2.7 + i * .78, -7.5, 0]), fold=lambda a, z: 1 + .1 * np.sin(a * 7) * np.clip((3.3 - z) / 2, 0, 1))
    s.lamp((5.5, -4, 4), (0, 0, 2), 1.6, 1.6, (12, 12.5, 13.5))
    s.lamp((-3, -6, 7), (0, -7, 0), 2, 2, (9, 8, 7))
    s.sky((.16, .15, .15))
    return s.render((768, 1024), (1.0, -4.9, 2.55), (-.12, 1.6, 2.2), 41, .035, 6.4, preview, exposure=.8)


def shop(preview, fonts):
    """The shop front in afternoon light."""
    s = Scene()
    wall = plaster(21, (.83, .52, .30), 1400, 2200)
    wall[1080:] = plaster(22, (.36, .16, .11), 1400, 2200)[1080:]
    s.panel(gloss(texture(wall[::-1].copy()), .95, spec=.2), T().translate([0, 0, 2.3]).rotate([1, 0, 0], 90).scale([5.6, 2.9, 1]))
    sign = Image.new("RGB", (1400, 260), "#20343a")
    d = ImageDraw.Draw(sign)
    d.rectangle((14, 14, 1385, 245), outline="#d9b36a", width=5)
    d.text((700, 100), "Marisol", font=font(fonts, "la-belle-aurore", 150), fill="#f2dfb4", anchor="mm")
    d.text((700, 208), "MAQUILLAJE  ·  PEINADO  ·  CARACTERIZACIÓN", font=font(fonts, "montserrat-600", 38), fill="#e9d3a0", anchor="mm")
    s.box((-.6, -.06, 3.75), (2.15, .06, .42), gloss("20343a", .5))
    s.panel(gloss(texture(np.asarray(sign, float)[::-1] / 255), .4, coat=.4), T().translate([-.6, -.125, 3.75]).rotate([1, 0, 0], 90).scale([2.12, .4, 1]))
    # Window and door: a lit room behind glass, in dark green wood.
    green = gloss("1f4a42", .35, coat=.5)
    def opening(cx, cz, hw, hz, bars):
        s.box((cx, -.03, cz), (hw + .13, .07, hz + .13), green)
        s.panel(gloss((.018, .022, .024), .04, spec=.9), T().translate([cx, -.11, cz]).rotate([1, 0, 0], 90).scale([hw, hz, 1]))
        for b in bars:
            s.box((cx + b * hw, -.12, cz), (.035, .035, hz), green)
    opening(-1.35, 1.95, 1.35, .95, (-.34, .34))
    opening(1.65, 1.45, .52, 1.45, ())
    s.box((1.65, -.12, .55), (.52, .04, .5), green)
    for z in (.35, .75):
        s.box((1.65, -.17, z), (.38, .02, .13), gloss("173a34", .35))
    s.ball((1.25, -.2, 1.15), .05, GOLD)
    # Things in the window: bottles, a mask, lettering on the glass.
    lettering = Image.new("L", (900, 300), 0)
    ld = ImageDraw.Draw(lettering)
    ld.text((450, 110), "novias · teatro · carnaval", font=font(fonts, "la-belle-aurore", 92), fill=255, anchor="mm")
    ld.text((450, 220), "LUNES A SÁBADO  8 A 6", font=font(fonts, "montserrat-600", 34), fill=255, anchor="mm")
    s.panel({"type": "mask", "opacity": mask_texture(np.asarray(lettering, float)[::-1] / 255), "b": matt((.92, .88, .76))},
            T().translate([-1.35, -.115, 2.2]).rotate([1, 0, 0], 90).scale([1.0, .34, 1]))
    rng = np.random.default_rng(5)
    for i in range(15):
        x = -2.55 + i * .17
        c = ["b4536b", "e9c46a", "3f6b73", "d9919c", "c98a6a", "e9dfcf"][i % 6]
        h = .14 + .16 * rng.random()
        s.lathe([(.0, 0), (.055, 0), (.06, h * .7), (.03, h * .8), (.03, h), (0, h)], gloss(c, .15, coat=1), T().translate([x, -.16, 1.02]))
    s.box((-1.35, -.16, 1.0), (1.4, .14, .025), green)
    # Awning, striped, with a scalloped edge.
    u, v = np.linspace(0, 1, 240), np.linspace(0, 1, 30)
    uu, vv = np.meshgrid(u, v)
    drop = np.where(vv > .82, (vv - .82) / .18, 0)
    edge = .10 + .07 * np.abs(np.sin(uu * np.pi * 11))
    slope = np.minimum(vv / .82, 1)
    pts = np.stack([-3.0 + 3.35 * uu, -.1 - 1.0 * slope, 3.22 - .5 * slope - drop * edge - .02 * np.sin(uu * np.pi * 5) ** 2 * slope], -1)
    stripes = np.where((np.floor(np.linspace(0, 1, 880) * 22) % 2)[None, :, None] > 0, np.array([.86, .82, .74]), np.array([.45, .10, .12]))
    s.grid(pts, gloss(texture(np.repeat(stripes, 40, 0) * np.ones((1, 1, 3))), .9), None)
    # Ground: flagstones, kerb; pots with plants.
    rng = np.random.default_rng(31)
    g = plaster(33, (.42, .39, .36), 1400, 1400, .3)
    for i in range(0, 1400, 100):
        g[i:i + 3] *= .55
        off = (i // 100 % 2) * 60
        for j in range(off, 1400, 120):
            g[i:i + 100, j:j + 3] *= .55
            g[i + 3:i + 100, j + 3:j + 120] *= .9 + .2 * rng.random()
    s.panel(gloss(texture(g), .8, spec=.2), T().translate([0, -3, 0]).scale([8, 4, 1]))
    s.box((0, -.45, .06), (5.6, .45, .06), gloss(texture(plaster(35, (.5, .47, .43), 300, 1400, .3)), .8))
    s.box((1.65, -.35, .16), (.75, .35, .05), gloss(texture(plaster(36, (.55, .5, .45), 300, 600, .3)), .8))
    for px, py, sc, seed in [(.6, -.45, 1.0, 1), (2.75, -.45, 1.25, 2), (-3.35, -.5, 1.1, 3)]:
        rng = np.random.default_rng(seed)
        s.lathe([(0, 0), (.2, 0), (.27, .4), (.3, .4), (.3, .46), (.25, .46), (.24, .4), (0, .4)], gloss("a5532f", .8), T().translate([px, py, .12]).scale(sc))
        for _ in range(150):
            a, l = rng.random() * 6.28, .35 + .5 * rng.random()
            lift = .5 + .9 * rng.random()
            t = np.linspace(0, 1, 8)
            cx = px + np.cos(a) * l * t * sc * .75
            cy = py + np.sin(a) * l * t * sc * .75
            cz = .12 + sc * (.42 + lift * t * .9 - .75 * t ** 2 * l)
            wd = .055 * np.sin(np.clip(t * 1.1, 0, 1) * np.pi) * sc
            nx, ny = -np.sin(a) * wd, np.cos(a) * wd
            pts = np.stack([np.stack([cx - nx, cy - ny, cz], -1), np.stack([cx, cy, cz - .01], -1), np.stack([cx + nx, cy + ny, cz], -1)], 0)
            s.grid(pts, gloss((.05 + .09 * rng.random(), .17 + .15 * rng.random(), .04 + .03 * rng.random()), .5))
        for _ in range(22 if seed != 2 else 0):
            a, l = rng.random() * 6.28, .25 + .35 * rng.random()
            s.ball((px + np.cos(a) * l * sc, py + np.sin(a) * l * sc, .12 + sc * (.75 + .5 * rng.random())), .045 * sc, matt((.75, .08 + .1 * rng.random(), .18)))
    # Eaves with tiles.
    for i in range(56):
        s.rod((-5.6 + i * .2, -.75, 4.72), (-5.6 + i * .2, .4, 5.1), .1, matt((.42 + .1 * rng.random(), .19, .11)))
    s.box((0, -.3, 4.66), (5.6, .42, .04), gloss("3a2418", .7))
    # Across the street, for the reflections in the glass.
    s.panel(matt(texture(plaster(50, (.62, .64, .6), 400, 900))), T().translate([2, -16, 2.2]).rotate([1, 0, 0], -90).scale([9, 3.4, 1]))
    s.add({"type": "directional", "direction": [.62, .95, -.80], "irradiance": {"type": "rgb", "value": [5.2, 4.5, 3.5]}})
    s.sky((.62, .78, 1.05))
    return s.render((1024, 768), (1.1, -8.6, 1.75), (-.35, 0, 2.12), 47, .012, 8.6, preview, exposure=.72)


def mask(preview):
    """A carnival half-mask with feathers, on dark velvet."""
    s = Scene()
    n, m = 420, 620
    u = np.linspace(-1, 1, m)[None, :]
    v = np.linspace(0, 1, n)[:, None]
    top = .40 + .10 * np.cos(u * np.pi) + .34 * np.abs(u) ** 2.2
    bottom = -.42 + .30 * np.exp(-(u / .17) ** 2) * .9 + .34 * np.abs(u) ** 3
    z = bottom + (top - bottom) * v
    x = 1.0 * np.sin(u * 1.18) / np.sin(1.18) * np.ones_like(v)
    y = -.72 * np.cos(u * 1.18) * np.ones_like(v) + .16 * (z - .1) ** 2
    nose = np.exp(-(u / .15) ** 2) * np.exp(-((z + .16) / .22) ** 2)
    brow = np.exp(-((z - .26) / .09) ** 2) * np.exp(-((np.abs(u) - .42) / .28) ** 2)
    y = y - .2 * nose - .07 * brow
    ex = np.abs(x) - .42
    ez = z - .08 - .22 * ex
    eye = (ex / .235) ** 2 + (ez / (.105 - .05 * np.abs(ex))) ** 2
    y = y + .05 * np.exp(-np.maximum(eye - 1, 0) * 1.5)
    keep = eye[:-1, :-1] > 1
    pts = np.stack(np.broadcast_arrays(x, y, z), -1)
    # Paint: plum and teal halves, gold scrolls, gold rim about the eyes.
    rng = np.random.default_rng(6)
    base = np.where((u * np.ones_like(v))[..., None] < 0, np.array([.40, .05, .17]), np.array([.03, .27, .30]))
    base = base * (.8 + .4 * noise(n, m, 60, 60, rng, 5)[..., None])
    scroll = np.abs(np.sin(6 * np.arctan2(ez, ex) * .5 + 9 * np.sqrt(np.maximum(eye, 0)) * .55)) < .10
    lattice = (np.abs(np.sin((x + z) * 21)) < .09) | (np.abs(np.sin((x - z) * 21)) < .09)
    gold = ((eye > 1) & (eye < 1.55)) | (v > .965) | (v < .03) | (np.abs(u) < .012 + 0 * v)
    gold = gold | (scroll & (eye < 9) & (eye > 1.9)) | (lattice & (eye >= 9))
    gold = ndimage.gaussian_filter(gold.astype(float), .8)
    paint = mix3(base, (.85, .60, .25), gold)
    s.grid(pts, {"type": "twosided", "b": {"type": "principled", "base_color": texture(paint), "roughness": .3,
                 "metallic": {"type": "bitmap", "bitmap": mi.Bitmap(np.ascontiguousarray((gold[..., None] * 255).astype(np.uint8))), "raw": True},
                 "clearcoat": .8, "clearcoat_gloss": .9, "specular": .5}}, None, keep)
    # Pearls along the upper rim, stones on the brow.
    for t in np.linspace(-.97, .97, 64):
        i, j = n - 1, int((t + 1) / 2 * (m - 1))
        s.ball(pts[i, j] + np.array([0, -.02, .01]), .02, gloss((.85, .80, .72), .15, coat=1))
    for k, (t, vv) in enumerate([(0, .78), (-.14, .8), (.14, .8), (-.3, .84), (.3, .84), (-.52, .86), (.52, .86), (-.76, .85), (.76, .85)]):
        p = pts[int(vv * (n - 1)), int((t + 1) / 2 * (m - 1))]
        r = .055 if k == 0 else .032
        s.ball(p + np.array([0, -.015, 0]), r, gloss(["b3122e", "0f7a8a"][k % 2], .05, coat=1, spec=1))
        s.lathe([(r * 1.0, 0), (r * 1.35, .0), (r * 1.35, .015), (r, .02)], GOLD, along(p + np.array([0, .0, 0]), (p[0], p[1], .05)))
    # Feathers: a fan behind the upper rim, three layers.
    fw, fh = 160, 500
    fx, fy = np.meshgrid(np.linspace(-1, 1, fw), np.linspace(0, 1, fh))
    barbs = .5 + .5 * np.sin((fy * 120 - np.abs(fx) * 14) * 2.2 + 2 * noise(fh, fw, 30, 30, rng, 3))
    outline = (np.sin(np.clip(fy * 1.02, 0, 1) ** .7 * np.pi) ** .55) * (1 - .1 * noise(fh, fw, 12, 200, rng, 3))
    alpha = ((np.abs(fx) < outline) & ((barbs > .18) | (np.abs(fx) < outline * .72)) | (np.abs(fx) < .03)).astype(float)
    palette = [(.42, .04, .16), (.02, .30, .34), (.70, .42, .08), (.10, .05, .22), (.62, .10, .26), (.03, .18, .30)]
    feather_textures = []
    for c in palette:
        t = np.array(c) * (.55 + .75 * barbs[..., None]) * (.75 + .5 * fy[..., None])
        t = mix3(t, (.8, .7, .5), np.clip(1 - np.abs(fx) / .035, 0, 1))
        feather_textures.append({"type": "mask", "opacity": mask_texture(alpha), "b": gloss(texture(t), .5, sheen=.8)})
    for layer, (count, length) in enumerate([(27, 1.75), (23, 1.25), (19, .8)]):
        for i in range(count):
            t = -1 + 2 * i / (count - 1)
            t = t * .98
            j = int((t + 1) / 2 * (m - 1))
            root = pts[n - 8, j] + np.array([0, .10 - .035 * layer, -.02])
            angle = t * 1.18 + rng.normal(0, .05)
            ln = length * (1 - .25 * abs(t) ** 2) * (.9 + .2 * rng.random())
            d = np.array([np.sin(angle), 0, np.cos(angle)])
            side = np.array([np.cos(angle), 0, -np.sin(angle)])
            k = np.linspace(0, 1, 26)
            bend = rng.normal(0, .12) + .22 * np.sign(t) * abs(t)
            wd = (.16 + .03 * rng.random()) * (1 if layer == 0 else .8)
            rows = []
            for q in k:
                c = root + d * ln * q + side * bend * q ** 2 * ln + np.array([0, .35 - .25 * layer, 0]) * q ** 1.5 - np.array([0, .25, 0]) * max(0, q - .75) ** 1.5 * (2 - layer)
                rows.append(np.stack([c + side * wd * e + np.array([0, .25 * wd * (e * e), 0]) for e in np.linspace(-1, 1, 7)]))
            s.grid(np.array(rows), feather_textures[(i * 5 + layer * 2) % len(palette)])
    # The black velvet bust that wears it, a gathered cloth, and a wall with warm spots.
    s.lathe([(.0, 1.12), (.25, 1.07), (.52, .85), (.66, .5), (.69, .15), (.63, -.3), (.5, -.7), (.36, -.95), (.34, -1.35), (.6, -1.62), (1.05, -1.8), (1.1, -2.4)], gloss((.03, .026, .03), .8, sheen=.5), T().scale([1.28, .93, 1]))
    gu, gv = np.meshgrid(np.linspace(-1, 1, 260), np.linspace(0, 1, 90))
    cloth = np.stack([gu * 7, 2.6 + .22 * np.sin(gu * 26 + 1.5 * np.sin(gu * 7)) + .1 * np.sin(gu * 61), -6 + gv * 14], -1)
    s.grid(cloth, gloss((.10, .022, .045), .9, sheen=1))
    for x, z, r in [(-1.9, 2.5, .10), (-1.2, 2.9, .08), (1.9, 2.45, .1), (2.2, -.6, .09), (-2.2, -.9, .08), (1.2, 2.95, .07)]:
        s.ball((x, 2.1, z), r, light=(20, 12, 5))
    s.lamp((-3.2, -4.2, 2.8), (0, 0, .2), .9, .9, (30, 27, 24))
    s.lamp((3.4, -1.2, 1.8), (0, 0, .4), .5, .9, (22, 26, 32))
    s.sky((.10, .095, .10))
    return s.render((768, 1024), (.25, -6.3, .5), (0.02, 0, .62), 46, .06, 5.75, preview, exposure=1.2)


def figure(s, x, y, h, robe, skirt, skin, arms, seed=0, hat=None):
    """A doll, or a person seen from afar."""
    k = h / 1.7
    at = T().translate([x, y, .02]).scale(k)
    s.lathe([(.62, 0), (.6, .05), (.45, .45), (.28, .8), (.15, 1.0), (.14, 1.05)], gloss(skirt, .8, sheen=.6), at, steps=120,
            fold=lambda a, z: 1 + .13 * np.sin(a * 11 + seed) * np.clip((1 - z) / .8, 0, 1))
    s.lathe([(.63, .0), (.64, .03), (.6, .09)], gloss("e9c46a", .6), at, steps=120, fold=lambda a, z: 1 + .13 * np.sin(a * 11 + seed))
    s.lathe([(.14, 1.03), (.15, 1.12), (.17, 1.27), (.17, 1.36), (.1, 1.43), (.05, 1.45), (.045, 1.5)], gloss(robe, .7, sheen=.4), at @ T().scale([1.15, .75, 1]))
    s.lathe([(.13 * np.sin(a) * .82, 1.6 - .13 * np.cos(a)) for a in np.linspace(0, np.pi, 20)], gloss(skin, .6), at)
    s.lathe([(.118 * np.sin(a), 1.645 - .118 * np.cos(a)) for a in np.linspace(0, np.pi, 20)], gloss("2a1b14", .4), at @ T().translate([0, .045, 0]))
    s.lathe([(.055 * np.sin(a), 1.78 - .05 * np.cos(a)) for a in np.linspace(0, np.pi, 14)], gloss("2a1b14", .4), at @ T().translate([0, .05, 0]))
    if hat:
        s.lathe([(.3, 1.68), (.29, 1.69), (.12, 1.71), (.11, 1.85), (0, 1.86)], gloss(hat, .7), at)
    for side, (e, w) in zip((-1, 1), arms):
        p = np.array([x + side * .17 * k, y, 1.36 * k])
        q = p + np.array(e) * k
        r = q + np.array(w) * k
        for a, b, rad, c in [(p, q, .055, robe), (q, r, .042, skin)]:
            s.rod(a, b, rad * k, gloss(c, .6))
            s.ball(b, rad * k * 1.02, gloss(c, .6))
        s.ball(p, .062 * k, gloss(robe, .7))


def stage(preview):
    """The puppet theatre in the middle of a show."""
    s = Scene()
    w = wood(41, (.10, .05, .03), (.30, .17, .09), 1400, 14)
    s.panel(gloss(texture(np.transpose(w, (1, 0, 2)).copy()), .3, coat=.3), T().translate([0, 3, 0]).scale([7, 5, 1]))
    s.box((0, -2.05, -.55), (9, .06, .55), gloss("2a1712", .5))
    # Backdrop: painted dusk over the mountains.
    bw, bh = 1400, 700
    yy, xx = np.mgrid[0:bh, 0:bw] / np.array([bh, bw])[:, None, None]
    sky_ = mix(np.array([.95, .55, .30]), np.array([.10, .12, .32]), np.clip(1.35 - yy * 1.5, 0, 1))
    rng = np.random.default_rng(9)
    for k, c in enumerate([(.42, .30, .42), (.26, .20, .34), (.12, .11, .22)]):
        ridge = .42 + .13 * k + (noise(1, bw, 1, 260 - 60 * k, rng, 6)[0] - .5) * (.5 - .1 * k)
        sky_ = mix3(sky_, np.array(c), ndimage.gaussian_filter((yy > ridge[None]).astype(float), 1))
    moon = np.hypot((xx - .7) * 2, yy - .2) < .06
    sky_ = mix3(sky_, (1, .95, .8), ndimage.gaussian_filter(moon.astype(float), 3))
    s.panel(matt(texture(sky_[::-1].copy())), T().translate([0, 7.2, 2.9]).rotate([1, 0, 0], 90).scale([6.6, 3.2, 1]))
    # Curtains and valance.
    velvet = gloss((.28, .012, .025), .75, sheen=1)
    for side in (-1, 1):
        for depth, x0, x1 in [(-.6, 3.9, 6.6), (3.0, 4.6, 6.8)]:
            a, b = np.meshgrid(np.linspace(0, 1, 320), np.linspace(0, 1, 60))
            pull = 1 - .28 * np.sin(np.clip(b * 1.1, 0, 1) * np.pi) ** 2 * (depth < 0)
            x = side * (x1 - (x1 - x0) * (1 - a) * pull)
            pts = np.stack([x, depth + .2 * np.sin(a * 75 + side) * (.6 + .4 * b) + .07 * np.sin(a * 31), 5.6 * (1 - b)], -1)
            s.grid(pts, velvet)
    a, b = np.meshgrid(np.linspace(-1, 1, 420), np.linspace(0, 1, 40))
    low = 4.35 + .42 * np.abs(np.sin(a * np.pi * 2.5)) ** .7
    pts = np.stack([a * 6.8, -1.0 + .14 * np.sin(a * 120), 5.7 + (low - 5.7) * b], -1)
    s.grid(pts, velvet)
    for i in range(419):
        if i % 2 == 0:
            s.rod(pts[-1, i], pts[-1, i] - np.array([0, 0, .14]), .018, GOLD)
    # Proscenium.
    for side in (-1, 1):
        s.box((side * 6.5, -1.6, 3), (.5, .3, 3.6), gloss("5b3a1f", .5))
        s.box((side * 6.0, -1.75, 3), (.05, .2, 3.6), GOLD)
    s.box((0, -1.6, 6.1), (7, .3, .55), gloss("5b3a1f", .5))
    s.box((0, -1.85, 5.55), (6.05, .06, .05), GOLD)
    skins = ["a8704f", "b98261", "93603f"]
    up = ((-.28, 0, .18), (-.1, 0, .34))
    out = ((.3, -.05, .06), (.3, -.1, .16))
    figure(s, -2.3, 2.2, 1.75, "e9dfcf", "b3122e", skins[0], (((-.3, 0, .05), (-.28, -.05, .22)), ((.22, 0, .2), (.06, 0, .36))), 0)
    figure(s, 0, 1.2, 1.8, "c58b3b", "0f5a6a", skins[1], (up, ((.28, 0, .18), (.1, 0, .34))), 1.3)
    figure(s, 2.4, 2.4, 1.72, "e9dfcf", "5a2a6b", skins[2], (((-.22, 0, .2), (-.06, 0, .36)), out), 2.1)
    figure(s, -.95, 4.2, 1.75, "27405c", "c58b3b", skins[2], (((-.26, 0, -.1), (-.2, -.1, .1)), ((.26, 0, -.1), (.2, -.1, .1))), .6, "2a1712")
    figure(s, 1.25, 4.3, 1.78, "7b2f4a", "3f6b73", skins[0], (((-.26, 0, -.1), (-.2, -.1, .1)), ((.26, 0, -.1), (.2, -.1, .1))), 2.6, "2a1712")
    # A row of heads and seats in front, out of focus.
    rng = np.random.default_rng(77)
    for row, (y, z) in enumerate([(-5.0, -1.05), (-7.2, -.75)]):
        for i in range(14):
            x = -7 + i * 1.05 + .3 * row + rng.normal(0, .08)
            rounded_box(s, (.42, .12, .55), .3, gloss((.09, .012, .016), .8), T().translate([x, y + .25, z - .25]))
            if rng.random() < .8:
                r = .2 + .02 * rng.random()
                hz = z + .38 + .12 * rng.random()
                s.ball((x + rng.normal(0, .05), y, hz), r, gloss((.02, .014, .01), .5))
                s.lathe([(0.07, .0), (.1, -.15), (.42, -.3), (.48, -.7)], gloss((.05 + .06 * rng.random(), .05, .06), .9), T().translate([x, y, hz - .1]).scale([1, .6, 1]))
    def spot(o, t, power, cut=16):
        s.add({"type": "spot", "to_world": T().look_at(origin=o, target=t, up=[0, 0.02, 1]),
               "intensity": {"type": "rgb", "value": power}, "cutoff_angle": cut, "beam_width": cut * .6})
    spot([-1, -9, 7.5], [0, 1.2, .8], [330, 300, 250], 12)
    spot([-5, -8, 7], [-2.3, 2.2, .8], [150, 130, 105], 10)
    spot([5, -8, 7], [2.4, 2.4, .8], [150, 130, 105], 10)
    spot([-4, 5.5, 6], [0, 1.8, .8], [120, 55, 90], 26)
    spot([4, 5.5, 6], [0, 1.8, .8], [45, 70, 130], 26)
    s.lamp((0, 3.6, 5.9), (0, 7.2, 2.5), 4.5, .3, (12, 10, 9))
    s.lamp((0, -11, 8), (0, -1, 3), 3, 2, (2.6, 2.0, 1.6))
    for x in (-4.5, -1.5, 1.5, 4.5):
        s.lamp((x, -1.7, .12), (x, 2.5, 2.2), .5, .06, (26, 21, 16))
    s.sky((.03, .027, .032))
    return s.render((1024, 768), (-.9, -10.6, 1.55), (-.05, 1, 2.15), 47, .05, 12.2, preview, exposure=1.15, spp=24)


def square(preview):
    """The town square under the mountains, where the carnival is held."""
    s = Scene()
    rng = np.random.default_rng(17)
    # Mountains: two ridges of fractal height.
    for k, (y0, y1, height, c1, c2) in enumerate([(60, 130, 34, (.10, .16, .07), (.20, .17, .12)), (150, 300, 95, (.12, .17, .15), (.33, .30, .30))]):
        n, m = 220, 420
        e = noise(n, m, 90, 90, rng, 7)
        e = 1 - np.abs(2 * e - 1)
        v = np.linspace(0, 1, n)[:, None]
        hgt = height * (np.sin(np.clip(v * 1.25, 0, 1) * np.pi * .5) ** 1.3) * (.25 + .9 * e) - 3
        x = np.linspace(-1, 1, m)[None] * (y1 * 1.3)
        y = y0 + (y1 - y0) * v
        t = np.clip(hgt / height + .3 * (noise(n, m, 20, 20, rng, 4) - .5), 0, 1)
        s.grid(np.stack(np.broadcast_arrays(x, y, hgt), -1), matt(texture(mix(np.sqrt(c1), np.sqrt(c2), t)[::1])))
    # Ground.
    g = plaster(61, (.50, .46, .42), 1600, 1600, .25)
    for i in range(0, 1600, 80):
        g[i:i + 3] *= .7
        g[:, i:i + 3] *= .7
    s.panel(gloss(texture(g), .85, spec=.2), T().translate([0, 12, 0]).scale([26, 26, 1]))
    s.panel(matt((.10, .14, .06)), T().translate([0, 60, -.4]).scale([200, 90, 1]))
    tile = matt(texture(np.repeat(np.repeat(plaster(63, (.60, .30, .19), 64, 200, .5), 4, 0), 2, 1) * (.55 + .45 * np.abs(np.sin(np.linspace(0, 1, 400) * np.pi * 40)))[None, :, None]))
    walls = [(.92, .88, .80), (.85, .62, .35), (.55, .70, .74), (.90, .80, .55), (.80, .50, .42), (.88, .86, .84), (.62, .74, .58)]
    def house(x, y, w, d, h, c, door=True, ridge=1.3, face=-1):
        texw = plaster(int(rng.integers(1e6)), c, 400, 600, .14)
        texw[330:] = texw[330:] * np.array([.5, .42, .4])
        img = Image.fromarray((np.clip(texw, 0, 1) * 255).astype(np.uint8))
        dr = ImageDraw.Draw(img)
        count = max(2, int(w / 2.2))
        for i in range(count):
            cx = 600 * (i + .5) / count
            ww = 600 / count * .17
            isdoor = door and i == count // 2
            top, bot = 130, (400 if isdoor else 270)
            dr.rectangle((cx - ww - 7, top - 9, cx + ww + 7, bot + 7), fill="#efe8da")
            wood_c = ["#2f5147", "#4a2c1d", "#23425e", "#6b2a22"][int(rng.integers(4))]
            dr.rectangle((cx - ww, top, cx + ww, bot), fill=wood_c)
            dr.line((cx, top, cx, bot), fill="#1a1410", width=4)
            for yy in range(top + 12, bot - 8, 12):
                dr.line((cx - ww + 5, yy, cx + ww - 5, yy), fill="#00000055", width=1)
        front = np.asarray(img, float)[::-1] / 255
        s.box((x, y, h / 2), (w / 2, d / 2, h / 2), matt(c))
        if face == -1:
            s.panel(matt(texture(front)), T().translate([x, y - d / 2 - .02, h / 2]).rotate([1, 0, 0], 90).scale([w / 2, h / 2, 1]))
            a = np.array([[[x - w / 2 - .3, y - d / 2 - .6, h - .1], [x + w / 2 + .3, y - d / 2 - .6, h - .1]],
                          [[x - w / 2 - .3, y, h + ridge], [x + w / 2 + .3, y, h + ridge]],
                          [[x - w / 2 - .3, y + d / 2 + .5, h], [x + w / 2 + .3, y + d / 2 + .5, h]]])
        else:
            s.panel(matt(texture(front)), T().translate([x + face * 0 + (-w / 2 - .02 if face == 2 else w / 2 + .02), y, h / 2]).rotate([0, 0, 1], -90 if face == 2 else 90).rotate([1, 0, 0], 90).scale([d / 2, h / 2, 1]))
            o = -1 if face == 2 else 1
            a = np.array([[[x + o * (w / 2 + .6), y - d / 2 - .3, h - .1], [x + o * (w / 2 + .6), y + d / 2 + .3, h - .1]],
                          [[x, y - d / 2 - .3, h + ridge], [x, y + d / 2 + .3, h + ridge]],
                          [[x - o * (w / 2 + .5), y - d / 2 - .3, h], [x - o * (w / 2 + .5), y + d / 2 + .3, h]]])
        s.grid(a, tile)
    x = -21.0
    i = 0
    while x < 22:
        w = 4.6 + 2.6 * rng.random()
        if not (-5.4 < x + w / 2 < 4.6):
            house(x + w / 2, 31 + rng.random(), w - .05, 7, 3.6 + 1.6 * rng.random(), walls[i % 7])
        x += w
        i += 1
    for j, y in enumerate([6, 12.5, 19, 25.5]):
        house(-17, y, 7, 6.4, 3.8 + 1.3 * rng.random(), walls[(j + 2) % 7], face=1)
        house(17.5, y, 7, 6.4, 3.8 + 1.3 * rng.random(), walls[(j + 4) % 7], face=2)
    # The church: nave, tower, door.
    white = matt(texture(plaster(71, (.93, .90, .84), 500, 500, .1)))
    s.box((0, 35, 3.2), (4.2, 6, 3.2), white)
    pts = np.array([[[-4.6, 28.8, 6.3], [-4.6, 41, 6.3]], [[0, 28.8, 8.6], [0, 41, 8.6]], [[4.6, 28.8, 6.3], [4.6, 41, 6.3]]])
    s.grid(pts, tile)
    s.mesh([[-4.2, 28.98, 6.3], [4.2, 28.98, 6.3], [0, 28.98, 8.4]], [[0, 1, 2]], white, flat=True)
    trim = matt((.55, .30, .16))
    for tx in (-3.1,):
        s.box((tx, 28.4, 5.0), (1.35, 1.35, 5.0), white)
        s.box((tx, 28.4, 7.2), (1.5, 1.5, .12), trim)
        s.box((tx, 28.4, 10.0), (1.5, 1.5, .12), trim)
        s.lathe([(1.75, 10.1), (1.5, 10.4), (0.06, 12.6), (.05, 13.3), (0, 13.3)], matt((.50, .20, .13)), T().translate([tx, 28.4, 0]), steps=4)
        s.box((tx, 27.03, 8.6), (.38, .02, .75), matt((.05, .04, .04)))
        s.ball((tx, 27.0, 8.5), .28, gloss((.45, .33, .15), .4, 1))
        s.box((tx, 28.4, 13.5), (.04, .04, .4), matt((.1, .1, .1)))
        s.box((tx, 28.4, 13.6), (.22, .04, .04), matt((.1, .1, .1)))
    s.box((.8, 28.97, 1.7), (1.0, .04, 1.7), matt((.16, .08, .05)))
    s.box((.8, 28.95, 3.5), (1.2, .06, .1), trim)
    s.box((.8, 28.97, 5.2), (.55, .04, .55), matt((.08, .09, .12)))
    # Trees, benches, fountain, lanterns, bunting for the feast.
    def tree(x, y, h, seed, spread=1.0):
        r = np.random.default_rng(seed)
        s.rod((x, y, 0), (x + .1, y, h * .55), .16, matt((.16, .10, .06)))
        for _ in range(70):
            d = r.normal(0, 1, 3)
            d = d / np.linalg.norm(d) * (.45 + .75 * r.random() ** .6)
            p = np.array([x, y, h * .72]) + d * np.array([1.5, 1.5, 1.05]) * spread
            g_ = .6 + .6 * r.random()
            rad = (.34 + .22 * r.random()) * spread
            pts_u, pts_v = np.meshgrid(np.linspace(0, 2 * np.pi, 22), np.linspace(0, np.pi, 14))
            rr = rad * (1 + .35 * (r.random(pts_u.shape) - .5))
            rr[:, -1] = rr[:, 0]
            sp = np.stack([rr * np.sin(pts_v) * np.cos(pts_u), rr * np.sin(pts_v) * np.sin(pts_u), rr * np.cos(pts_v) * .8], -1) + p
            s.grid(sp, matt((.045 * g_, .115 * g_, .028 * g_)))
    for k, (x, y, h) in enumerate([(-9, 14, 4.6), (8.8, 13, 5.0), (-8.3, 23, 4.6), (8.4, 23.5, 4.8), (-12.2, 8.4, 4.2)]):
        tree(x, y, h, 100 + k, 1.15)
    stone = gloss(texture(plaster(81, (.58, .54, .48), 300, 900, .3)), .8)
    at = T().translate([.6, 16.5, 0])
    s.lathe([(2.4, 0), (2.5, .1), (2.45, .62), (2.55, .66), (2.55, .74), (2.15, .74), (2.1, .5), (0, .5)], stone, at, steps=8)
    s.lathe([(.3, .5), (.26, 1.3), (.3, 1.4), (1.0, 1.62), (1.05, 1.7), (.9, 1.68), (.2, 1.6), (.16, 2.3), (.5, 2.45), (.5, 2.5), (0, 2.6), (.1, 2.8), (0, 2.95)], stone, at)
    s.lathe([(2.12, .66), (0, .66)], gloss((.05, .09, .10), .05, spec=.8), at)
    for x, y, turn in [(-4.5, 11.5, 8), (5.2, 12.2, -10), (-5, 19, 0), (6, 19.5, 0)]:
        s.box((x, y, .45), (.95, .25, .04), matt((.20, .11, .06)), turn)
        s.box((x, y + .22, .8), (.95, .03, .2), matt((.20, .11, .06)), turn)
        for dx in (-.8, .8):
            s.box((x + dx, y, .22), (.05, .22, .22), matt((.03, .03, .03)), turn)
    poles = [(-7.2, 9), (7.2, 9), (-7.2, 20), (7.2, 20)]
    for x, y in poles:
        s.rod((x, y, 0), (x, y, 4.2), .06, gloss((.02, .02, .02), .4))
        s.ball((x, y, 4.35), .22, gloss((.9, .86, .75), .2))
    flags = ["b3122e", "e9c46a", "0f5a6a", "e9dfcf", "c2405a", "5a8a3a"]
    for (xa, ya), (xb, yb) in [(poles[0], poles[1]), (poles[2], poles[3]), (poles[0], poles[3]), (poles[1], poles[2])]:
        k = 34
        for i in range(k):
            t0, t1 = (i + .15) / k, (i + .85) / k
            def at_(t):
                return np.array([xa + (xb - xa) * t, ya + (yb - ya) * t, 4.1 - 1.9 * t * (1 - t)])
            p, q = at_(t0), at_(t1)
            mid = (p + q) / 2 + np.array([0, rng.normal(0, .08), -.34])
            s.mesh([p, q, mid], [[0, 1, 2]], gloss(flags[i % 6], .9), flat=True)
    figs = [(-2.4, 12.6, "e9dfcf", "7b2f4a"), (-1.6, 13.0, "27405c", "2a2a2e"), (3.4, 21, "c58b3b", "3f6b73"), (-4, 24, "b4536b", "40302a"), (4.6, 25, "dcd2c4", "27405c"), (1.8, 26, "5a8a3a", "2a2a2e")]
    for k, (x, y, a, b) in enumerate(figs):
        figure(s, x, y, 1.65, a, b, "7a4b32", (((-.1, 0, -.3), (-.02, -.06, -.25)), ((.1, 0, -.3), (.02, -.06, -.25))), k)
    s.add({"type": "directional", "direction": [.75, .55, -.62], "irradiance": {"type": "rgb", "value": [5.4, 4.6, 3.5]}})
    s.sky((.50, .72, 1.10))
    return s.render((1024, 768), (-1.2, -3.2, 2.6), (-.1, 20, 4.3), 52, .01, 24, preview, exposure=.68, haze=((.52, .70, 1.0), 620))


def card(preview, fonts):
    """The specimen identity card on a table, as photographed with a phone."""
    s = Scene()
    s.panel(gloss(texture(wood(14, (.24, .13, .075), (.55, .36, .21))), .4, coat=.3), T().rotate([0, 0, 1], 12).scale([5, 5, 1]))
    image = identity_card(fonts)
    a = np.asarray(image, float) / 255
    h, w = a.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w]
    r = 46
    dx, dy = np.maximum(0, np.maximum(r - xx, xx - (w - r))), np.maximum(0, np.maximum(r - yy, yy - (h - r)))
    alpha = (np.hypot(dx, dy) < r).astype(float)
    at = T().translate([0.02, 0, .012]).rotate([0, 0, 1], -4)
    s.panel({"type": "mask", "opacity": mask_texture(alpha[::-1].copy()), "b": gloss(texture(a[::-1].copy()), .28, coat=.5)},
            at @ T().scale([1.30, .82, 1]))
    edge = T().translate([0.02, 0, .002]).rotate([0, 0, 1], -4)
    rounded_box(s, (1.30, .82, .009), .12, gloss("d8d6d0", .5), edge)
    # A pen and the edge of a cloth keep it from looking laid out.
    s.lathe([(0, 0), (.012, .02), (.05, .25), (.055, .3), (.055, 1.9), (.05, 2.0), (0, 2.02)], gloss("1d2c4a", .15, coat=1), along((1.2, -1.5, .06), (.55, .9, 0)))
    s.lathe([(.057, 1.2), (.06, 1.22), (.06, 1.28), (.057, 1.3)], GOLD, along((1.2, -1.5, .06), (.55, .9, 0)))
    gu, gv = np.meshgrid(np.linspace(0, 1, 160), np.linspace(0, 1, 120))
    lace = np.stack([-3.4 + 1.7 * gu + .25 * gv, -2.2 + 4.6 * gv, .10 + .03 * np.sin(gu * 9 + gv * 4) + .02 * np.sin(gv * 17) + .03 * (1 - gu)], -1)
    weave = .82 + .1 * np.sin(np.arange(900)[:, None] * .9) * np.sin(np.arange(700)[None] * .9)
    s.grid(lace, gloss(texture(weave[..., None] * np.array([.90, .86, .78])), .95))
    s.lamp((-3.5, 2.8, 4.5), (0, 0, 0), 1.6, 1.6, (9, 9.2, 9.6))
    s.lamp((3.5, -3, 4), (0, 0, 0), .6, .6, (6, 4.6, 3.2))
    s.sky((.28, .28, .30))
    return s.render((1024, 768), (.12, -1.05, 4.0), (0.0, .0, 0), 47, .02, 4.1, preview, exposure=.9)


SCENES = {"table": table, "mirror": mirror, "shop": shop, "mask": mask, "stage": stage, "square": square, "card": card}


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(args) < 2:
        sys.exit(__doc__)
    out, fonts = Path(args[0]), Path(args[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in args[2:] or SCENES:
        make = SCENES[name]
        picture = make("--preview" in sys.argv, fonts) if name in ("shop", "card") else make("--preview" in sys.argv)
        picture.save(out / f"{name}.png")
        print(name, picture.size, flush=True)


if __name__ == "__main__":
    main()
