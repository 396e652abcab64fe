"""Growth as a picture: milliseconds by the number of tickets, both logarithmic."""
import html
import math

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 230, 24, 46
COLOURS = ("#2a6fdb", "#d1495b", "#2e8b57", "#b8860b", "#7b4fb5", "#008b8b", "#c2570c", "#555555")
STYLE = ("<style>text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#8884;stroke-width:1}"
         "@media(prefers-color-scheme:dark){text{fill:#ccc}}</style>")


def powers(low, high):
    """The powers of ten from the one under `low` to the one over `high`."""
    return [10.0 ** power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def named(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def spread_labels(places, gap=15):
    """Heights for labels that would stand on one another, in the order of the lines."""
    placed = {}
    last = -math.inf
    for name, place in sorted(places.items(), key=lambda item: item[1]):
        last = placed[name] = max(place, last + gap)
    return placed


def draw(lines):
    """`lines`: by name the points (tickets, milliseconds)."""
    across, up = powers(*edges(lines, 0)), powers(*edges(lines, 1))
    def x(value):
        return LEFT + (WIDTH - LEFT - RIGHT) * share(value, across)
    def y(value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share(value, up)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>Time of a request by tickets</title>', STYLE]
    for value in across:
        parts.append(f'<path class="grid" d="M{x(value):.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
                     f'<text x="{x(value):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{named(value)}</text>')
    for value in up:
        parts.append(f'<path class="grid" d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}"/>'
                     f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{named(value)}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">tickets</text><text x="6" y="14">ms, p50, one client</text>')
    labels = spread_labels({name: y(points[-1][1]) for name, points in lines.items()})
    for colour, (name, points) in zip(COLOURS, lines.items()):
        path = "L".join(f"{x(tickets):.1f} {y(ms):.1f}" for tickets, ms in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(tickets):.1f}" cy="{y(ms):.1f}" r="3" fill="{colour}"/>' for tickets, ms in points]
        parts.append(f'<text x="{x(points[-1][0]) + 10:.1f}" y="{labels[name] + 4:.1f}" style="fill:{colour}">{html.escape(name)}</text>')
    return "".join(parts) + "</svg>\n"


def edges(lines, axis):
    values = [point[axis] for points in lines.values() for point in points]
    return min(values), max(values)


def share(value, marks):
    low, high = math.log10(marks[0]), math.log10(marks[-1])
    return (math.log10(value) - low) / (high - low)
