// The land of the world as one path, in the projection in which the site places its dots (core/charts/world.py).

import { readFileSync } from "node:fs";
import { geoEqualEarthRaw, geoPath, geoProjection } from "d3-geo";
import { feature } from "topojson-client";

// Both are said again in core/charts/world.py, and a test compares the two.
const MIDDLE = 155;
const WIDTH = 1000;
const NORTH = 84;
const SOUTH = -57;

export function landSymbol(atlas) {
  const topology = JSON.parse(readFileSync(atlas, "utf8"));
  const scale = WIDTH / 2 / geoEqualEarthRaw(Math.PI, 0)[0];
  const y = (degrees) => -scale * geoEqualEarthRaw(0, (degrees * Math.PI) / 180)[1];
  const top = y(NORTH);
  const height = y(SOUTH) - top;
  const projection = geoProjection(geoEqualEarthRaw)
    .scale(scale)
    .rotate([-MIDDLE, 0])
    .translate([WIDTH / 2, -top])
    .clipExtent([[0, 0], [WIDTH, height]])
    .precision(0.5);
  const path = geoPath(projection).digits(1)(feature(topology, topology.objects.land));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${Math.round(height)}"><symbol id="land" viewBox="0 0 ${WIDTH} ${Math.round(height)}" overflow="visible"><path d="${path}"/></symbol></svg>\n`;
}
